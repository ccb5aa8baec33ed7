const ENOUGH = 4.5;
const SURFACES = { light: ["#f6f5f0", "#ffffff"], dark: ["#101a1c", "#19262a"] };

/**
 * Gives the page a school's colour, made darker or lighter until text in it can be read.
 * @param {string|null} colour six hexadecimal digits, without "#"; anything else changes nothing
 */
export function paint(colour) {
  if (!/^[0-9a-f]{6}$/i.test(colour ?? "")) return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const accent = readable(parse(colour), SURFACES[dark.matches ? "dark" : "light"].map(parse), dark.matches ? 255 : 0);
    const style = document.documentElement.style;
    style.setProperty("--accent", `rgb(${accent.join(" ")})`);
    style.setProperty("--on-accent", contrast(accent, [255, 255, 255]) >= ENOUGH ? "#ffffff" : "#000000");
  };
  apply();
  dark.addEventListener("change", apply);
}

/** The colour moved towards `end` (0 black, 255 white) until it stands out on every surface. */
function readable(colour, surfaces, end) {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((part) => Math.round(part + (end - part) * share));
    if (surfaces.every((surface) => contrast(mixed, surface) >= ENOUGH)) return mixed;
  }
  return [end, end, end];
}

/** Contrast as WCAG 2 defines it, from 1 to 21. */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(colour) {
  const number = Number.parseInt(colour.replace("#", ""), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
