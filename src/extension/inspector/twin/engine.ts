import { l10n } from 'vscode';
import { plain } from '../../../inspection/markdown';
import { heading } from './heading';
import type { Writing } from './writing';

/** What the engine did for the numbers shown: shapes, cache and times; and what the model is. */
export function engineParts(writing: Writing): readonly string[] {
  return [
    `## ${l10n.t('Engine')}`,
    heading(3, l10n.t('From ids to probabilities'), 'computed'),
    list(shapes(writing)),
    heading(3, l10n.t('Cache of this document'), 'computed'),
    list(cacheLines(writing)),
    heading(3, l10n.t('Times'), 'measured'),
    list(times(writing)),
    heading(3, l10n.t('Model'), 'metadata'),
    list(modelLines(writing)),
    heading(3, l10n.t('Memory and runtime'), 'measured'),
    list(runtimeLines(writing)),
  ];
}

function shapes({ shown, integer }: Writing): readonly string[] {
  const { model, frame } = shown;
  const { ids, prefilled } = frame.inspection;
  const tokens = integer(ids.length);
  const width = integer(model.vocabulary);
  return [
    l10n.t('Ids {0}', `\`[1, ${tokens}]\``),
    l10n.t('Hidden {0}', `\`[1, ${tokens}, ${integer(model.embedding)}]\``),
    l10n.t('Logits {0}, of which the engine computes one row: that of the position asked for', `\`[1, ${tokens}, ${width}]\``),
    l10n.t('Last row {0}', `\`[${width}]\``),
    l10n.t('Probabilities {0}', `\`[${width}]\``),
    l10n.t('{0} of the tokens went through the model', integer(prefilled)),
  ];
}

function cacheLines({ shown, integer, format }: Writing): readonly string[] {
  const { model, frame } = shown;
  const { cache, reused, prefilled } = frame.inspection;
  const bytes = (tokens: number): string => format.bytes(tokens * model.cacheBytesPerToken);
  const free = Math.max(0, cache.window - cache.tokens);
  const { layers, kvHeads, headDim, cacheBytesPerToken } = model;
  return [
    l10n.t('Used: {0} of {1} tokens, {2}', integer(cache.tokens), integer(cache.window), bytes(cache.tokens)),
    l10n.t('Reused: {0} tokens, {1}', integer(reused), bytes(reused)),
    l10n.t('New: {0} tokens, {1}', integer(prefilled), bytes(prefilled)),
    l10n.t('Free: {0} tokens, {1}', integer(free), bytes(free)),
    l10n.t(
      '2 × {0} layers × {1} heads × {2} numbers × 4 bytes = {3} a token',
      integer(layers),
      integer(kvHeads),
      integer(headDim),
      format.bytes(cacheBytesPerToken),
    ),
    l10n.t('All documents together: {0} of {1}', format.bytes(cache.bytes), format.bytes(cache.budget)),
  ];
}

function times({ shown, integer, format }: Writing): readonly string[] {
  const { inspection, edit } = shown.frame;
  const { tokenize, prefill, total } = inspection.timings;
  return [
    l10n.t('Tokenize: {0}', format.time(tokenize)),
    l10n.t('Prefill: {0}', format.time(prefill)),
    ...(inspection.prefilled > 0 ? [l10n.t('For each new token: {0}', format.time(prefill / inspection.prefilled))] : []),
    l10n.t('In all: {0}', format.time(total)),
    edit
      ? l10n.t('Tokens read again after the last edit: {0}, in {1}', integer(edit.tokens), format.time(edit.milliseconds))
      : l10n.t('Nothing was edited since.'),
  ];
}

function modelLines({ shown, integer, format }: Writing): readonly string[] {
  const { model } = shown;
  return [
    l10n.t('Name: {0}', plain(model.name)),
    l10n.t('Architecture: {0}', plain(model.architecture)),
    l10n.t('Parameters: {0}', integer(model.parameters)),
    l10n.t('File: {0}', format.bytes(model.fileBytes)),
    l10n.t('Layers: {0}, heads: {1}', integer(model.layers), integer(model.heads)),
    l10n.t('Trained for {0} tokens', integer(model.context)),
  ];
}

function runtimeLines({ shown, integer, format }: Writing): readonly string[] {
  const { model, frame } = shown;
  const { sessionBytes } = frame.inspection;
  return [
    l10n.t('Memory after opening: {0}', format.bytes(model.residentBytes)),
    ...(sessionBytes === undefined
      ? []
      : [l10n.t('Second session of the model, for attention and layers: {0}', format.bytes(sessionBytes))]),
    l10n.t('Runtime: {0}', plain(model.runtime)),
    l10n.t('Threads: {0}', integer(model.threads)),
  ];
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
