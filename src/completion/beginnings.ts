/**
 * So many beginnings of a suggestion's first word compete (`CompletionRequest.beginnings`). Measured on the half of the quality
 * bench for choosing constants: docs/design.md. More than two find nothing more.
 */
export const BEGINNINGS = 2;
