/** Where results and messages go: results to standard output, everything else to standard error. */
export interface Output {
  result(text: string): void;
  message(text: string): void;
  /** How many characters a line has. */
  readonly columns: number;
}

export const standardOutput: Output = {
  result: (text) => {
    process.stdout.write(text);
  },
  message: (text) => {
    process.stderr.write(text);
  },
  get columns() {
    return process.stdout.columns ?? 80; // not a terminal: a usual one's
  },
};

/** One JSON value on a line. */
export const asJson = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Text on one line, with white space and control characters made visible. */
export function visible(text: string): string {
  return text
    .replaceAll(' ', '·')
    .replaceAll('\n', '⏎')
    .replaceAll('\r', '␍')
    .replaceAll('\t', '→')
    .replace(/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Milliseconds for people. */
export const milliseconds = (time: number) => (time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);
