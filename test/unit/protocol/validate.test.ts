import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReply, parseRequest } from '../../../src/protocol/validate';
import { pathsOf, REPLIES, REQUESTS, withValue } from './examples';

describe('what is well formed', () => {
  test.each(REQUESTS)('request $type $id is returned itself', (request) => {
    expect(parseRequest(request)).toBe(request);
  });

  test.each(REPLIES)('reply $type $id is returned itself', (reply) => {
    expect(parseReply(reply)).toBe(reply);
  });

  test('further fields do no harm', () => {
    expect(parseRequest({ type: 'shutdown', why: 'nobody asked' })).toBeDefined();
    expect(parseReply({ ...REPLIES[1], more: [1] })).toBeDefined();
  });

  test('a request is no reply, and a reply no request', () => {
    for (const request of REQUESTS) expect(parseReply(request)).toBeUndefined();
    for (const reply of REPLIES) expect(parseRequest(reply)).toBeUndefined();
  });
});

// Fields that may be absent, and members of lists and records that may be empty.
const OPTIONAL = new Set([
  'request.timeLimit',
  'request.purpose',
  'request.neighbours',
  'request.neighbours.0',
  'request.suffix',
  'token.memory',
  'model.quantisation.F32',
  'completion.tokens.0',
  'error.args.0',
  'error.args.1',
]);

/** Where a change of a message goes unnoticed. */
function unnoticed(message: unknown, parse: (value: unknown) => unknown, change: (path: string[]) => unknown): string[] {
  const paths = pathsOf(message).filter((path) => parse(change(path)) !== undefined);
  return paths.map((path) => path.join('.'));
}

describe.each([
  ...REQUESTS.map((message) => ({ message, parse: parseRequest })),
  ...REPLIES.map((message) => ({ message, parse: parseReply })),
])('$message.type', ({ message, parse }) => {
  // No field of any message is one of these: a list holds texts or records, a record of counts no text.
  test.each([null, true, Number.NaN, [null], { nested: 'text' }])('any value replaced by %j is noticed', (value) => {
    expect(unnoticed(message, parse, (path) => withValue(message, path, value))).toEqual([]);
  });

  test('any value left out is noticed', () => {
    const places = unnoticed(message, parse, (path) => withValue(message, path, undefined));
    expect(places.filter((place) => !OPTIONAL.has(place))).toEqual([]);
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'shutdown'],
  ['a number', 1],
  ['a list', ['shutdown']],
  ['an empty object', {}],
  ['an unknown type', { type: 'explode', id: 1 }],
  ['a type from the prototype', { type: 'toString' }],
  ['a type that is the prototype', { type: '__proto__' }],
  ['a list as type', { type: ['shutdown'] }],
  ['id 0', { type: 'cancel', id: 0 }],
  ['a negative id', { type: 'cancel', id: -1 }],
  ['half an id', { type: 'cancel', id: 1.5 }],
  ['an id as text', { type: 'cancel', id: '1' }],
  ['an id beyond exact numbers', { type: 'cancel', id: 2 ** 53 }],
  ['a negative number of threads', withValue(REQUESTS[0], ['options', 'threads'], -1)],
  ['half a thread', withValue(REQUESTS[0], ['options', 'threads'], 0.5)],
  ['a prefix that is a text', withValue(REQUESTS[1], ['request', 'prefix'], 'for (')],
  ['a prefix that starts before its document', withValue(REQUESTS[1], ['request', 'prefix', 'start'], -1)],
  ['an unknown extent', withValue(REQUESTS[1], ['request', 'extent'], 'file')],
  ['a negative token limit', withValue(REQUESTS[1], ['request', 'maxTokens'], -1)],
  ['endless tokens', withValue(REQUESTS[1], ['request', 'maxTokens'], Number.POSITIVE_INFINITY)],
  ['a time limit that is a text', withValue(REQUESTS[1], ['request', 'timeLimit'], '10')],
  ['one neighbour that is no list', withValue(REQUESTS[3], ['request', 'neighbours'], 'file:///b.py')],
  ['a text to remember without a name', { type: 'remember', text: 'x' }],
  ['a source to remember without a text', { type: 'remember', source: 'x' }],
  ['an endless time limit', withValue(REQUESTS[1], ['request', 'timeLimit'], Number.POSITIVE_INFINITY)],
] as const)('no request: %s', (_, value) => {
  expect(parseRequest(value)).toBeUndefined();
});

test.each([
  ['an unknown reason to stop', { type: 'completed', path: ['completion', 'stop'], value: 'tired' }],
  ['tokens that are no list', { type: 'completed', path: ['completion', 'tokens'], value: { length: 0 } }],
  ['a token that is none', { type: 'completed', path: ['completion', 'tokens'], value: [1] }],
  ['an endless time', { type: 'completed', path: ['completion', 'timings', 'total'], value: Number.POSITIVE_INFINITY }],
  ['half a token decoded', { type: 'completed', path: ['completion', 'counts', 'decoded'], value: 0.5 }],
  ['an unknown error', { type: 'failed', path: ['error', 'code'], value: 'model-bored' }],
  ['an error from the prototype', { type: 'failed', path: ['error', 'code'], value: 'toString' }],
  ['arguments that are no texts', { type: 'failed', path: ['error', 'args'], value: [1] }],
  ['a fraction of a tensor', { type: 'opened', path: ['model', 'quantisation'], value: { F32: 0.5 } }],
] as const)('no reply: %s', (_, { type, path, value }) => {
  const message = REPLIES.find((reply) => reply.type === type);
  expect(parseReply(message)).toBeDefined();
  expect(parseReply(withValue(message, path, value))).toBeUndefined();
});

test('anything at all is answered, and never with an exception', () => {
  const types = fc.constantFrom('open', 'complete', 'cancel', 'close', 'shutdown', 'opened', 'token', 'completed', 'failed');
  const nearly = fc.record({ type: types, id: fc.anything(), request: fc.anything(), options: fc.anything(), error: fc.anything() });
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true });
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (value) => {
      for (const parse of [parseRequest, parseReply]) expect([value, undefined]).toContain(parse(value));
    }),
    { numRuns: 1000 },
  );
});
