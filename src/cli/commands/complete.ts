import { BEGINNINGS } from '../../completion/beginnings';
import { applyFilters, type Filtered, type Place } from '../../completion/filters';
import { Engine } from '../../engine/engine';
import type { Candidate, Completion, CompletionRequest } from '../../protocol/messages';
import { prefixOf, SUFFIX_LIMIT } from '../../protocol/prefix';
import type { Command } from '../arguments';
import { readText, textBefore } from '../document';
import { readOpenFiles, sourceName } from '../open-files';
import { asJson, milliseconds, type Output, visible } from '../output';

type CompleteCommand = Extract<Command, { name: 'complete' }>;

const NEVER = { cancelled: false };

/** `inkling complete`: the continuation at a cursor, or several. */
export async function runComplete(command: CompleteCommand, modelPath: string, output: Output): Promise<void> {
  const started = performance.now();
  const text = readText(command.file);
  const before = textBefore(text, command.cursor, command.file);
  const { sources, warnings } = readOpenFiles(command.open ?? []);
  for (const warning of warnings) output.message(`${warning}\n`);
  const engine = await Engine.open({ modelPath, threads: command.threads });
  try {
    for (const [name, content] of sources) engine.remember(name, content);
    await engine.learn(NEVER);
    const generated = await engine.complete(requestOf(command, text, before, [...sources.keys()]), NEVER, () => {});
    const { filters: language } = command;
    const completion = language === undefined ? generated : filtered(generated, { language, before, after: text.slice(before.length) });
    const timings = { load: engine.info.loadTime, ...completion.timings, total: performance.now() - started };
    if (command.json) {
      // How it was decoded and drawn is left out, and what is told.
      const { guessed: _, ...counts } = completion.counts;
      const candidates = completion.candidates?.map(({ seed: _seed, ...candidate }) => candidate);
      output.result(asJson({ ...completion, timings, counts, ...(candidates && { candidates }) }));
      return;
    }
    const { counts, stop } = completion;
    output.result(completion.candidates ? completion.candidates.map(describe).join('') : `${completion.text}\n`);
    output.message(
      `${stop.replace('-', ' ')} after ${counts.decoded} tokens (${counts.guessed} of them guessed); ${counts.prompt} tokens read${others(counts)}; ` +
        `load ${milliseconds(timings.load)}, prefill ${milliseconds(timings.prefill)}, decode ${milliseconds(timings.decode)}\n`,
    );
  } finally {
    await engine.close();
  }
}

function requestOf(command: CompleteCommand, text: string, before: string, open: readonly string[]): CompletionRequest {
  const { file, maxTokens, extent, sampling, count, lookup, firstWord } = command;
  const memory = command.open && { neighbours: open, suffix: text.slice(before.length, before.length + SUFFIX_LIMIT) };
  const several = count === undefined ? {} : { count };
  const beginnings = firstWord ? { beginnings: BEGINNINGS } : {};
  return {
    document: sourceName(file),
    prefix: prefixOf(before),
    extent,
    maxTokens,
    sampling,
    lookup,
    ...memory,
    ...several,
    ...beginnings,
  };
}

/** What would be shown of a completion and of each of its candidates, with what the filters did. */
function filtered(completion: Completion, place: Place): Completion & { readonly filters: Filtered['steps'] } {
  const shown = <T extends { readonly text: string }>(suggestion: T) => {
    const { text, steps } = applyFilters(suggestion.text, place);
    return { ...suggestion, text, filters: steps };
  };
  const { candidates } = completion;
  return { ...shown(completion), ...(candidates && { candidates: candidates.map(shown) }) };
}

const others = ({ others: count }: Completion['counts']) => (count ? `, ${count} of them other files' code` : '');

/** A candidate on a line, with its score and joint probability in front. */
const describe = ({ text, logprob, score }: Candidate) =>
  `${score.toFixed(2).padStart(7)}  ${(100 * Math.exp(logprob)).toPrecision(2).padStart(7)} %  ${visible(text)}\n`;
