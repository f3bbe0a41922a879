// A headless Chromium, driven over its debugging pipe (Chrome DevTools Protocol): no port, no further program.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export async function startChromium() {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'kilter-chromium-'));
    const child = spawn('chromium', ['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions',
        '--disable-background-networking', '--force-device-scale-factor=1', '--hide-scrollbars', '--window-size=1280,800', '--lang=en', `--user-data-dir=${profile}`, 'about:blank'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: profile } });
    const waiting = new Map(), listeners = [];
    let last = 0, rest = '';
    child.stdio[4].setEncoding('utf8');
    child.stdio[4].on('data', (chunk) => {
        const messages = (rest + chunk).split('\0');
        rest = messages.pop();
        for (const text of messages) {
            const message = JSON.parse(text), done = waiting.get(message.id);
            if (done) {
                waiting.delete(message.id);
                message.error ? done.reject(new Error(message.error.message)) : done.resolve(message.result);
            } else listeners.forEach((listen) => listen(message));
        }
    });
    const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        child.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + '\0');
    });
    child.on('exit', () => { for (const { reject } of waiting.values()) reject(new Error('Chromium ended')); });
    return {
        send,
        listen: (listener) => listeners.push(listener),
        async stop() {
            await send('Browser.close').catch(() => {});
            await new Promise((resolve) => { if (child.exitCode !== null) resolve(); else { child.on('exit', resolve); setTimeout(() => { child.kill('SIGKILL'); resolve(); }, 5000); } });
            fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

// A tab on a file, with what went wrong in it: requests beyond the file, messages of the console, exceptions.
export async function openPage(browser, file, { width = 1280, height = 800, dark = false, hash = '' } = {}) {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const url = 'file://' + encodeURI(path.resolve(file)) + hash;
    const page = { problems: [], requests: 0 };
    let loaded;
    browser.listen((message) => {
        if (message.sessionId !== sessionId) return;
        const { method, params } = message;
        if (method === 'Network.requestWillBeSent' && ++page.requests > 1) page.problems.push('request: ' + params.request.url);
        if (method === 'Runtime.consoleAPICalled') page.problems.push('console: ' + params.args.map((a) => a.value ?? a.description).join(' '));
        if (method === 'Runtime.exceptionThrown') page.problems.push('exception: ' + (params.exceptionDetails.exception?.description ?? params.exceptionDetails.text));
        if (method === 'Log.entryAdded') page.problems.push('log: ' + params.entry.text);
        if (method === 'Page.javascriptDialogOpening') page.problems.push('dialog: ' + params.message);
        if (method === 'Page.loadEventFired') loaded?.();
    });
    const send = (method, params) => browser.send(method, params, sessionId);
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await send(domain + '.enable');
    await send('Performance.enable', { timeDomain: 'threadTicks' });
    await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    const done = new Promise((resolve) => { loaded = resolve; });
    const begin = Date.now();
    await send('Page.navigate', { url });
    await done;
    page.milliseconds = Date.now() - begin;
    page.evaluate = async (expression) => {
        const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    };
    page.settle = () => page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))');
    const codes = { Enter: 13, Escape: 27, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Tab: 9, Backspace: 8 };
    page.key = async (key) => {
        const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined;
        await send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', key, text, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0) });
        await send('Input.dispatchKeyEvent', { type: 'keyUp', key });
        await page.settle();
    };
    page.type = async (text) => { await send('Input.insertText', { text }); await page.settle(); };
    page.clickAt = async (x, y) => {
        for (const type of ['mousePressed', 'mouseReleased']) await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
        await page.settle();
    };
    // Clicks what an expression gives, in its middle.
    page.click = async (expression) => {
        const [x, y] = await page.evaluate(`(() => { const r = (${expression}).getBoundingClientRect(); return [r.x + r.width / 2, r.y + Math.min(r.height / 2, 10)]; })()`);
        await page.clickAt(x, y);
    };
    page.drag = async (x, y, dx, dy) => {
        await send('Input.dispatchMouseEvent', { type: 'mousePressed', x, y, button: 'left', clickCount: 1 });
        for (let i = 1; i <= 4; i++) await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: x + dx * i / 4, y: y + dy * i / 4, button: 'left', buttons: 1 });
        await send('Input.dispatchMouseEvent', { type: 'mouseReleased', x: x + dx, y: y + dy, button: 'left', clickCount: 1 });
        await page.settle();
    };
    page.wheel = async (x, y, deltaY) => { await send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY }); await page.settle(); };
    // What the page's own thread has taken of a processor, in ms: the same however busy the machine is.
    page.work = async () => Math.round((await send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1000);
    page.media = (media, scheme) => send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] });
    page.picture = async (target) => fs.writeFileSync(target, Buffer.from((await send('Page.captureScreenshot', { format: 'png' })).data, 'base64'));
    page.print = async () => (await send('Page.printToPDF', { landscape: true, printBackground: true })).data.length;
    page.close = () => browser.send('Target.closeTarget', { targetId });
    await page.settle();
    return page;
}
