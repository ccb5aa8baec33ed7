/* Puts Vakroute on a page: <script src="https://…/widget.js" async></script>
   Optional: data-kleur="#0b5d66", data-kant="links", data-tekst="Vraag over je studie?",
   data-onderwerp="bbl_bol_verschil". Everything lives in one element with its own shadow root. */
(() => {
  const { src, dataset } = document.currentScript;
  if (document.querySelector("vakroute-chat")) return;
  const origin = new URL(src).origin;
  const colour = /^#[0-9a-f]{6}$/i.test(dataset.kleur) ? dataset.kleur.toLowerCase() : "#0b5d66";
  const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  const ink = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000" : "#fff";
  const side = dataset.kant === "links" ? "left" : "right";

  const host = document.createElement("vakroute-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{all:initial}
*{box-sizing:border-box;font:600 1rem/1.3 -apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}
button{background:${colour};color:${ink};border:2px solid ${ink};cursor:pointer}
button:focus-visible{outline:3px solid ${colour};outline-offset:2px}
[hidden]{display:none}
.open{position:fixed;z-index:2147483646;bottom:max(1rem,env(safe-area-inset-bottom));${side}:1rem;max-width:calc(100vw - 2rem);min-height:3.25rem;padding:.55rem 1.25rem;border-radius:1.75rem;text-align:start;box-shadow:0 3px 14px rgb(0 0 0/25%)}
.open small{display:block;font-size:.8125rem;font-weight:400}
dialog{position:fixed;z-index:2147483647;inset:auto;bottom:1rem;${side}:1rem;width:min(27rem,calc(100vw - 2rem));height:min(44rem,calc(100dvh - 2rem));margin:0;padding:0;border:1px solid #76868a;border-radius:1rem;overflow:hidden;background:Canvas;box-shadow:0 8px 40px rgb(0 0 0/30%)}
dialog:modal{inset:0;width:100%;max-width:none;height:100%;max-height:none;border:0;border-radius:0}
iframe{display:block;width:100%;height:100%;border:0}
.close{position:absolute;top:.625rem;right:.625rem;width:2.5rem;height:2.5rem;padding:0;border-radius:50%}
`);
  root.adoptedStyleSheets = [sheet];

  const make = (tag, attributes, text = "") => {
    const node = Object.assign(document.createElement(tag), attributes);
    node.append(text);
    return node;
  };
  const launcher = make("button", { className: "open", type: "button" }, dataset.tekst || "Vragen over je studiekeuze?");
  launcher.append(make("small", {}, "Stel ze aan de chatbot"));
  launcher.setAttribute("aria-haspopup", "dialog");
  const panel = make("dialog", { ariaLabel: "Vakroute, chatbot over studiekeuze" });
  const closer = make("button", { className: "close", type: "button", ariaLabel: "Sluit de chatbot" }, "✕");
  let frame;

  const greet = () => {
    frame.focus();
    frame.contentWindow.postMessage("vakroute:open", origin);
  };
  const open = () => {
    if (matchMedia("(max-width:40rem)").matches) panel.showModal();
    else panel.show();
    launcher.hidden = true;
    if (frame) return greet();
    const query = new URLSearchParams({ kleur: colour.slice(1), onderwerp: dataset.onderwerp || "" });
    frame = make("iframe", { title: "Gesprek met Vakroute", src: `${origin}/?${query}` });
    frame.addEventListener("load", greet);
    panel.append(frame);
  };
  launcher.addEventListener("click", open);
  closer.addEventListener("click", () => panel.close());
  panel.addEventListener("keydown", (event) => event.key === "Escape" && panel.close());
  panel.addEventListener("close", () => {
    launcher.hidden = false;
    launcher.focus();
  });
  addEventListener("message", (event) => {
    if (frame && event.source === frame.contentWindow && event.data === "vakroute:close") panel.close();
  });

  panel.append(closer);
  root.append(launcher, panel);
  const show = () => document.body.append(host);
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);
})();
