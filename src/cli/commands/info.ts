import { Engine } from '../../engine/engine';
import type { ModelInfo } from '../../protocol/messages';
import type { Command } from '../arguments';
import { asJson, milliseconds, type Output } from '../output';

/** `inkling info`: what the model is and what it costs. */
export async function runInfo(command: Extract<Command, { name: 'info' }>, modelPath: string, output: Output): Promise<void> {
  const engine = await Engine.open({ modelPath, threads: command.threads });
  try {
    output.result(command.json ? asJson(engine.info) : describe(engine.info));
  } finally {
    await engine.close();
  }
}

function describe(info: ModelInfo): string {
  const number = (value: number) => value.toLocaleString('en-US');
  const megabytes = (bytes: number) => `${number(Math.round(bytes / 1e6))} MB`;
  const rows: readonly (readonly [string, string])[] = [
    ['model', info.name],
    ['file', `${info.path} (${megabytes(info.fileBytes)})`],
    ['architecture', `${info.architecture}, ${number(info.parameters)} parameters`],
    [
      'quantisation',
      Object.entries(info.quantisation)
        .map(([type, count]) => `${count} × ${type}`)
        .join(', '),
    ],
    ['vocabulary', `${number(info.vocabulary)} tokens`],
    ['layers', `${info.layers}, embedding ${number(info.embedding)}`],
    ['heads', `${info.heads} of ${info.headDim}, ${info.kvHeads} for keys and values`],
    ['context', `${number(info.context)} tokens, of which ${number(info.window)} of a document are read`],
    ['cache', `${number(info.cacheBytesPerToken)} bytes a token, ${megabytes(info.cacheBytesPerToken * info.window)} for a full window`],
    ['memory', `${megabytes(info.residentBytes)} resident after opening`],
    ['runtime', `${info.runtime}, ${info.threads} ${info.threads === 1 ? 'thread' : 'threads'}, opened in ${milliseconds(info.loadTime)}`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('');
}
