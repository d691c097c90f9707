import { beforeEach, expect, it } from 'vitest';
import type { Uri } from 'vscode';
import { isKept } from '../../../src/extension/context/git-ignore';
import { uriOf } from '../completion/fake-document';
import { reset, state } from '../vscode-mock';

beforeEach(reset);

const FILE = uriOf('/home/somebody/notes.ts') as unknown as Uri;

/** What of the paths that are asked about is ignored, or a failure. */
type Answer = readonly string[] | Error;

/** Git's answers in turn. */
function git(answers: readonly Answer[]): void {
  let asked = 0;
  const checkIgnore = async (): Promise<Set<string>> => {
    const answer = answers[Math.min(asked++, answers.length - 1)]!;
    if (answer instanceof Error) throw answer;
    return new Set(answer);
  };
  state.extensions.set('vscode.git', { isActive: true, exports: { getAPI: () => ({ getRepository: () => ({ checkIgnore }) }) } });
}

it.each<[string, readonly Answer[], boolean]>([
  ['that Git does not ignore', [[]], true],
  ['that Git ignores', [[FILE.fsPath]], false],
  ['of which an answer was lost', [[], [FILE.fsPath]], false],
  ['of which Git can say nothing', [new Error('no Git')], false],
])('a file %s', async (_, answers, kept) => {
  git(answers);
  expect(await isKept(FILE)).toBe(kept);
});

it('without Git a file is not known to be kept', async () => {
  expect(await isKept(FILE)).toBe(false);
});
