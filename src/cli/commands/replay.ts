import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { difference, type ModelFile, parseReplay, type Replay } from '../../completion/trace/replay';
import { Engine } from '../../engine/engine';
import type { Command } from '../arguments';
import { readText } from '../document';
import { CommandFault } from '../faults';
import { asJson, milliseconds, type Output } from '../output';

const NEVER = { cancelled: false };

/** `inkling replay`: asks a saved request again. Exit code 1 when the answer is not the one that was saved. */
export async function runReplay(command: Extract<Command, { name: 'replay' }>, modelPath: string, output: Output): Promise<void> {
  const replay = read(command.file);
  const engine = await Engine.open({ modelPath, threads: command.threads || replay.threads });
  try {
    const differs = modelDifference(replay.model, await modelFile(modelPath));
    if (differs) output.message(`${differs}\n`);
    for (const { name, text } of replay.sources) engine.remember(name, text);
    await engine.learn(NEVER);
    const completion = await engine.complete(replay.request, NEVER, () => {});
    const different = difference(replay, completion);
    if (command.json) output.result(asJson({ same: different === undefined, difference: different, ...completion }));
    else output.result(`${completion.text}\n`);
    if (different) throw new CommandFault(`The answer is another one. ${different}`);
    output.message(`the same ${completion.tokens.length} tokens; ${milliseconds(completion.timings.total)}\n`);
  } finally {
    await engine.close();
  }
}

function read(file: string): Replay {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw new CommandFault(`${file} is no JSON file.`);
  }
  const replay = parseReplay(value);
  if (typeof replay === 'string') throw new CommandFault(`${file} cannot be replayed. ${replay}`);
  return replay;
}

async function modelFile(path: string): Promise<ModelFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return { name: basename(path), bytes: statSync(path).size, sha256: hash.digest('hex') };
}

function modelDifference(then: ModelFile, now: ModelFile): string | undefined {
  if (then.sha256 === now.sha256) return undefined;
  return `The model is ${now.name} (${now.bytes} bytes) and was ${then.name} (${then.bytes} bytes, SHA-256 ${then.sha256}).`;
}
