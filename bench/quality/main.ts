/** `npm run bench:quality`, compiled and started by run.mjs. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, PRODUCT, trial, without } from './columns';
import { drawCursors, placeOf, type Sample } from './cursors';
import { BenchEngine, type Variant } from './engine';
import { neighboursOf } from './neighbours';
import { type Options, readOptions, USAGE } from './options';
import { judge } from './outcome';
import { Record, RecordFault } from './record';
import { type Description, json, page, terminal } from './report';
import { findSources, type Source } from './sources';

/** From so many cursors on, a run is whole and may write the page. */
const WHOLE = 1_000;

/** What run.mjs has found out. */
interface Paths {
  readonly root: string;
  /** A hash of the engine's program. */
  readonly engine: string;
  readonly model: string;
  readonly page: string;
  readonly machine: Description['machine'];
}

async function run(options: Options, paths: Paths): Promise<void> {
  const sources = findSources(paths.root, options.languages);
  const all = drawCursors(sources, options.cursors, options.seed);
  const samples = options.half ? all.filter(({ source }) => source.half === options.half) : all;
  const columns = [PRODUCT, ...options.off.map(without), ...options.trials.map(trial)];
  const setting = {
    seed: options.seed,
    cursors: options.cursors,
    languages: options.languages,
    sample: fingerprint(all),
    engine: paths.engine,
  };
  const record = new Record(options.record ?? join(paths.root, 'out', 'bench', 'quality.jsonl'), setting, options.resume);
  const seconds = await measure(samples, sources, columns, record, options, () => BenchEngine.open(paths.model, options.threads));
  if (seconds === undefined) throw new Unfinished('not finished yet: go on with --resume');
  const measured = samples.filter((sample) => columns.every((column) => missing(sample, column.variant, record).length === 0));
  if (measured.length === 0) throw new Unfinished('nothing was measured in that time');
  const outcome = judge(measured, columns, record);
  const description = { machine: paths.machine, setting, seconds, threads: options.threads };
  console.log(terminal(outcome, description));
  const isWhole = measured.length === all.length && options.cursors >= WHOLE && options.off.length > 0;
  if (isWhole) writeFileSync(paths.page, page(outcome, description));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(json(outcome, description), null, 2)}\n`);
  if (measured.length < samples.length)
    throw new Unfinished(`${measured.length} of ${samples.length} files are measured: go on with --resume`);
}

const missing = ({ source, cursors }: Sample, variant: Variant, record: Record) =>
  cursors.filter(({ offset }) => !record.find(source.name, offset, variant));

/** The time was up before everything was measured. */
class Unfinished extends Error {}

/** Asks the engine whatever is not recorded yet, as long as there is time. @returns the seconds it took */
async function measure(
  samples: readonly Sample[],
  sources: readonly Source[],
  columns: readonly Column[],
  record: Record,
  { minutes, steps }: Pick<Options, 'minutes' | 'steps'>,
  open: () => Promise<BenchEngine>,
): Promise<number> {
  const variants = [...new Set(columns.map(({ variant }) => variant))];
  const waiting = samples.filter((sample) => variants.some((variant) => missing(sample, variant, record).length > 0));
  if (waiting.length === 0) return 0;
  const started = performance.now();
  const engine = await open();
  for (const [index, sample] of waiting.entries()) {
    if (performance.now() - started > minutes * 60_000) break;
    const { source, cursors } = sample;
    engine.openFile(source, neighboursOf(source, sources));
    for (const cursor of cursors) {
      const place = placeOf(source, cursor);
      for (const variant of variants) {
        if (record.find(source.name, cursor.offset, variant)) continue;
        const answer = await engine.answer(place, variant);
        const more = steps && variant === 'product' ? { steps: await engine.follow(place) } : {};
        record.add({ file: source.name, offset: cursor.offset, variant, answer: { ...answer, ...more } });
      }
    }
    const elapsed = (performance.now() - started) / 1000;
    const left = (elapsed / (index + 1)) * (waiting.length - index - 1);
    console.error(`bench: ${index + 1} of ${waiting.length} files, ${source.name}; ${Math.ceil(left / 60)} minutes to go`);
  }
  await engine.close();
  return (performance.now() - started) / 1000;
}

/** Tells whether two runs measured the same cursors in the same texts. */
function fingerprint(samples: readonly Sample[]): string {
  return hash(
    samples.map(({ source, cursors }) => [source.name, source.text, ...cursors.map(({ offset }) => offset)].join('\n')).join('\n'),
  );
}

const hash = (data: string) => createHash('sha256').update(data).digest('hex').slice(0, 12);

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (!options) {
      console.log(USAGE);
      return 0;
    }
    await run(options, JSON.parse(process.env['INKLING_BENCH']!) as Paths);
    return 0;
  } catch (error) {
    if (error instanceof Unfinished) {
      console.error(`bench: ${error.message}`);
      return 3;
    }
    const isExpected = error instanceof RecordFault || (error instanceof Error && /^--|option/i.test(error.message));
    console.error(isExpected ? `bench: ${(error as Error).message}\n\n${USAGE}` : error);
    return isExpected ? 2 : 1;
  }
}

process.exitCode = await main();
