import { type ElementPart, noChange } from 'lit';
import { Directive, directive, type PartInfo, PartType } from 'lit/directive.js';

/** Sets CSS custom properties by the object model, as the content security policy forbids style attributes. */
class SetVars extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('setVars stands in a tag, not in an attribute');
  }

  override update({ element }: ElementPart, [values]: [Readonly<Record<`--${string}`, string | number>>]) {
    const { style } = element as HTMLElement | SVGElement;
    for (const [name, value] of Object.entries(values)) {
      const text = String(value);
      if (style.getPropertyValue(name) !== text) style.setProperty(name, text);
    }
    return noChange;
  }

  render(_values: Readonly<Record<`--${string}`, string | number>>) {
    return noChange;
  }
}

export const setVars = directive(SetVars);
