// Stands in for VS Code around the page: keeps what it sends, hands it what a test gives, and notes what a strict policy refuses.
(() => {
  const sent = [];
  const violations = [];
  addEventListener('securitypolicyviolation', (event) =>
    violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
  );
  const arrays = { Float32Array, Int32Array, Uint32Array, Uint8Array };
  const revive = (_, value) => {
    const Kind = value && arrays[value.$array];
    if (!Kind) return value;
    const bytes = Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0));
    return new Kind(bytes.buffer);
  };
  globalThis.testHost = {
    sent,
    violations,
    deliver: (json) => dispatchEvent(new MessageEvent('message', { data: JSON.parse(json, revive) })),
  };
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => sent.push(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
})();
