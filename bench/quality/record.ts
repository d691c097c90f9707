/** What the engine answered, a line of JSON for each cursor and variant, so that a run can go on later and be judged anew without the engine. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Answer, Variant } from './engine';

/** What has to be the same for two runs to be one. */
export interface Setting {
  readonly seed: number;
  readonly cursors: number;
  readonly languages: readonly string[];
  /** Of the files that are drawn, with their texts. */
  readonly sample: string;
  /** A hash of the engine's program. */
  readonly engine: string;
}

export interface Entry {
  /** Of the source. */
  readonly file: string;
  readonly offset: number;
  readonly variant: Variant;
  readonly answer: Answer;
}

export class RecordFault extends Error {}

export class Record {
  readonly #file: string;
  readonly #answers = new Map<string, Answer>();

  /** @throws RecordFault when it is to be continued, but was begun differently */
  constructor(file: string, setting: Setting, resume: boolean) {
    this.#file = file;
    const header = JSON.stringify(setting);
    if (resume && existsSync(file)) {
      // The last line may have been cut off.
      const [first, ...lines] = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      if (first !== header)
        throw new RecordFault(`${file} was begun with other settings, sources or another engine; start anew without --resume`);
      for (const line of lines) this.#remember(JSON.parse(line) as Entry);
      writeFileSync(file, `${[first, ...lines].join('\n')}\n`);
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${header}\n`);
  }

  find(file: string, offset: number, variant: Variant): Answer | undefined {
    return this.#answers.get(`${file} ${offset} ${variant}`);
  }

  add(entry: Entry): void {
    this.#remember(entry);
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  #remember({ file, offset, variant, answer }: Entry): void {
    this.#answers.set(`${file} ${offset} ${variant}`, answer);
  }
}
