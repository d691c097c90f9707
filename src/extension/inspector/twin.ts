/** What the page shows as Markdown: for screen readers, for sharing, and where no page can be. */
import { l10n } from 'vscode';
import { effectiveChoices } from '../../inspection/entropy';
import { NextTokens } from '../../inspection/next-tokens';
import { Outcome } from '../../inspection/outcome';
import { percent } from '../../inspection/percent';
import { rulesOf } from '../../inspection/rules';
import { plainLabel } from '../../inspection/token-label';
import type { Shown } from './desk';
import { verdict } from './verdict';

const ROWS = 50;
const CONTEXT_TOKENS = 200;

/** @param locale for numbers */
export function twin({ frame, model, vocabulary }: Shown, locale: string): string {
  const { inspection, source, settings } = frame;
  const { ids, position, timings, cache, reused, prefilled } = inspection;
  const next = new NextTokens(inspection);
  const outcome = new Outcome(next, rulesOf(inspection, settings, vocabulary));
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const label = (id: number): string => cell(plainLabel(vocabulary.label(id)));
  const share = (probability: number): string => percent(probability, locale);

  const rows = [...next.likeliest(Math.min(ROWS, next.size))].map((id, index) => [
    String(index + 1),
    label(id),
    String(id),
    number.format(inspection.logits[id]!),
    share(next.model[id]!),
    share(outcome.final(id)),
    verdict(outcome, id, locale),
  ]);
  const shown = next.cumulative(rows.length);
  const lines = [
    `# ${l10n.t('Next-token probabilities')}`,
    '',
    place(source),
    '',
    `- ${l10n.t('Model: {0}', model.name)}`,
    `- ${l10n.t('Tokens read: {0}, of which {1} were in the cache and {2} were computed in {3} ms', ids.length, reused, prefilled, number.format(timings.prefill))}`,
    `- ${l10n.t('Entropy: {0} bits, like a choice among {1}', number.format(next.entropy), number.format(effectiveChoices(next.entropy)))}`,
    `- ${l10n.t('Cache: {0} of {1} tokens, {2} of {3} MB', cache.tokens, cache.window, megabytes(cache.bytes, number), megabytes(cache.budget, number))}`,
    '',
    `## ${l10n.t('Next token')}`,
    '',
    ...table([l10n.t('Rank'), l10n.t('Token'), l10n.t('Id'), l10n.t('Logit'), l10n.t('Model'), l10n.t('Final'), l10n.t('Verdict')], rows),
    '',
    l10n.t('The other {0} tokens together: {1}', number.format(next.size - rows.length), share(Math.max(0, 1 - shown))),
    '',
    `## ${l10n.t('Samplers')}`,
    '',
    ...table(
      [l10n.t('Step'), l10n.t('Tokens received'), l10n.t('Kept'), l10n.t('Probability cut')],
      outcome.stages.map(({ name, received, kept, removed }) => [name, number.format(received), number.format(kept), share(removed)]),
    ),
    '',
    ...internals({ frame, model, vocabulary }, label, share, number),
    `## ${l10n.t('Context')}`,
    '',
    l10n.t('The last {0} of {1} tokens, as label and id:', Math.min(CONTEXT_TOKENS, position + 1), position + 1),
    '',
    [...ids.subarray(Math.max(0, position + 1 - CONTEXT_TOKENS), position + 1)].map((id) => `${label(id)} ${id}`).join(' | '),
    '',
  ];
  return lines.join('\n');
}

function place(source: Shown['frame']['source']): string {
  switch (source.kind) {
    case 'document':
      return l10n.t('{0}, line {1}, column {2}', cell(source.name), source.line, source.column);
    case 'text':
      return l10n.t('After the text {0}', cell(JSON.stringify(source.text)));
    case 'suggestion':
      return l10n.t('The suggestion {0}', cell(JSON.stringify(source.text)));
  }
}

/** Attention, layers and embedding, as far as they were asked for. */
function internals(
  { frame }: Shown,
  label: (id: number) => string,
  share: (probability: number) => string,
  number: Intl.NumberFormat,
): readonly string[] {
  const { attention, layers, embedding, ids } = frame.inspection;
  const lines: string[] = [];
  if (attention) {
    const { weights, tokens } = attention;
    const mean = Array.from({ length: tokens }, (_, token) => meanOf(weights, token, tokens));
    const strongest = [...mean.keys()].sort((a, b) => mean[b]! - mean[a]!).slice(0, 20);
    const rows = strongest.map((token) => [label(ids[token]!), String(token), share(mean[token]!)]);
    lines.push(`## ${l10n.t('Attention')}`, '', ...table([l10n.t('Token'), l10n.t('Position'), l10n.t('Mean over all heads')], rows), '');
  }
  if (layers) {
    const rows = layers.map(({ layer, top }) => [
      String(layer + 1),
      top.map(({ id, logprob }) => `${label(id)} ${share(Math.exp(logprob))}`).join(', '),
    ]);
    lines.push(`## ${l10n.t('Layers')}`, '', ...table([l10n.t('Layer'), l10n.t('What the model would have said')], rows), '');
  }
  if (embedding) {
    const rows = embedding.neighbours.map(({ id, cosine }) => [label(id), String(id), number.format(cosine)]);
    const header = [l10n.t('Token'), l10n.t('Id'), l10n.t('Cosine')];
    lines.push(`## ${l10n.t('Embedding')}`, '', l10n.t('Length {0}', number.format(embedding.norm)), '', ...table(header, rows), '');
  }
  return lines;
}

function meanOf(weights: Float32Array, token: number, tokens: number): number {
  let sum = 0;
  for (let at = token; at < weights.length; at += tokens) sum += weights[at]!;
  return sum / (weights.length / tokens);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
}

/** Text from outside, so that it stays text. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~&-]/g, '\\$&').replace(/\s/g, ' ');
}

function megabytes(bytes: number, number: Intl.NumberFormat): string {
  return number.format(bytes / 1024 ** 2);
}
