import { InspectorApp } from './elements/app';
import { ContextSection } from './elements/context-section';
import { InspectorHeader } from './elements/header';
import { NextSection } from './elements/next-section';
import { connect } from './host';
import { Loop } from './loop';
import { Format } from './text/format';
import { textOf } from './text/text';

customElements.define('inkling-header', InspectorHeader);
customElements.define('inkling-context', ContextSection);
customElements.define('inkling-next', NextSection);
customElements.define('inkling-app', InspectorApp);

const { lang } = document.documentElement;
const text = textOf(lang);
document.title = text.title;
const app = new InspectorApp();
new Loop(connect(), app, { text, format: new Format(lang) }).start();
document.body.append(app);
