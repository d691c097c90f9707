import { afterEach, expect, it, vi } from 'vitest';
import { l10n } from 'vscode';
import { errorText } from '../../src/extension/error-text';
import { detail } from '../../src/protocol/error-details';

afterEach(() => vi.restoreAllMocks());

it('translates a detail inside its sentence, and leaves names as they are', () => {
  const translation: Readonly<Record<string, string>> = {
    'The model file {0} is damaged: {1}.': '<{0}|{1}>',
    "it has no tensor '{0}'": '[{0}]',
  };
  vi.spyOn(l10n, 't').mockImplementation(((sentence: string, ...args: string[]) =>
    (translation[sentence] ?? sentence).replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '')) as typeof l10n.t);
  expect(errorText({ code: 'model-corrupt', args: ['/a.gguf', detail('tensor-missing', 'output.weight')] })).toBe(
    '</a.gguf|[output.weight]>',
  );
  expect(errorText({ code: 'model-corrupt', args: ['/a.gguf', 'why'] })).toBe('</a.gguf|why>');
});
