import type { VsCode } from './launch';

/** What the extension says became of one question of VS Code. */
export interface Answered {
  /** Where the answer is from, or why there was none. */
  readonly from: string;
  /** Milliseconds, its pause included. */
  readonly time: number;
  /** The gate that was closed, how many suggestions there are, what the engine did. */
  readonly details: string;
}

/** All questions so far, by the extension's log; it tells of them from level debug on. */
export async function answers(vscode: Pick<VsCode, 'log'>): Promise<Answered[]> {
  const found = (await vscode.log()).matchAll(/\[debug\] ([a-z-]+) after (\d+) ms: (.*)/g);
  return Array.from(found, ([, from = '', time, details = '']) => ({ from, time: Number(time), details }));
}

/** Whether the engine was asked for it: then there is a pause before it, or it was under way since an earlier key. */
export const wasAsked = ({ from, details }: Answered) => from === 'in-flight' || details.includes('; pause ');

/** Whether there may be more than was shown: VS Code has to ask again for it. */
export const isPart = ({ details }: Answered) => details.includes('in part') || details.includes('(time-limit)');
