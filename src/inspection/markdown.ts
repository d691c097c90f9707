/** What text from outside becomes in Markdown, so that it stays text. */

/** As code whatever is in it: a fence longer than any run of backticks. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || text === '' ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Words of a name or a sentence, with nothing in them that would be markup; `|` is one only in a table, which sees to it. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>~&]/g, '\\$&').replace(/\s/g, ' ');
}

/** Cells may hold markup; what would end one is kept from it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
