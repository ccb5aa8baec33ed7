import { day, listOf } from "./dom.js";

/** The conversation as plain text for a file, with sources and dates. */
export function transcript(entries, now) {
  const lines = [
    `Gesprek met Vakroute (chatbot), bewaard op ${day(now.toISOString().slice(0, 10))}`,
    "Vakroute is een programma en kan fouten maken. Vraag belangrijke dingen na bij je school.",
  ];
  for (const entry of entries) lines.push("", ...said(entry));
  return `${lines.join("\n")}\n`;
}

/** Offers a text as a file to save. */
export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

function said(entry) {
  if (entry.who === "note") return [`(${entry.text})`];
  if (entry.who === "user") return [`Jij: ${entry.text}`];
  const { text = "", courses, table, status_label: label, status, checked, sources } = entry.message;
  return [
    `Vakroute: ${text}`,
    ...listOf(courses).map((offer) =>
      `- ${[offer.name, offer.school, offer.town, offer.level, offer.route, offer.url].filter(Boolean).join(", ")}`,
    ),
    ...listOf(table?.rows).map((cells) => `- ${listOf(cells).join(" | ")}`),
    ...(status ? [`Status: ${label || status}`] : []),
    ...(checked ? [`Nagekeken op: ${day(checked)}`] : []),
    ...listOf(sources).map((source) => `Bron: ${[source.name, source.url, source.date].filter(Boolean).join(", ")}`),
  ];
}
