/** As the panel writes it elsewhere. */
const RETURN = '␍';

/** A text as a field of the page can hold it: a browser would take the carriage returns out, so each stands there as its sign. */
export function toField(text: string): string {
  return text.replaceAll('\r', RETURN);
}

/** The text that a field's contents stand for. */
export function fromField(value: string): string {
  return value.replaceAll(RETURN, '\r');
}
