/** This document's numbers, written as the language does. */
export type Numbers = Readonly<
  Record<
    | 'vocabulary'
    | 'tokens'
    | 'bytes'
    | 'bytesPerToken'
    | 'specials'
    | 'specialsHere'
    | 'width'
    | 'position'
    | 'layers'
    | 'heads'
    | 'layerHeads'
    | 'first'
    | 'logit'
    | 'share'
    | 'second'
    | 'secondShare'
    | 'rest'
    | 'temperature'
    | 'entropy'
    | 'choices'
    | 'kept'
    | 'agree'
    | 'reused'
    | 'fresh'
    | 'time'
    | 'window'
    | 'healed',
    string
  >
>;
