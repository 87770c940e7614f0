/**
 * Breaks a text into lines of at most `columns` characters, between words where that is possible, inside a
 * word that is longer than a line. An empty text is no line.
 */
export function wrapColumns(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((part) => part !== "")) {
    let rest = word;
    const joined = line === "" ? rest : `${line} ${rest}`;
    if (joined.length <= columns) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    while (rest.length > columns) {
      lines.push(rest.slice(0, columns));
      rest = rest.slice(columns);
    }
    line = rest;
  }
  if (line !== "") lines.push(line);
  return lines;
}
