// Opens exported HTML in Chromium and uses it as a reader would: node browse.mjs FOLDER. The folder holds what tst_html.cpp writes there. Prints one
// line a check, "ok …" or "FAILED …"; exit code 1 where any failed.
import path from 'node:path';
import { openPage, startChromium } from './chromium.mjs';

const folder = process.argv[2];
let failures = 0;
function check(what, actual, expected = true) {
    const same = JSON.stringify(actual) === JSON.stringify(expected);
    if (!same) failures += 1;
    console.log(same ? `ok ${what}` : `FAILED ${what}: ${JSON.stringify(actual)} where ${JSON.stringify(expected)} was expected`);
}
const browser = await startChromium();
const open = (name, options) => openPage(browser, path.join(folder, name), options);
const table = (id) => `document.getElementById('t:${id}')`;
const classes = (id) => `[...${table(id)}.classList]`;

async function shop() {
    const page = await open('shop.html');
    check('the page is ready', await page.evaluate('document.documentElement.dataset.ready'), 'true');
    check('its title', await page.evaluate('document.title'), 'Shop');
    check('description for those who do not see', await page.evaluate('document.querySelector("#canvas desc").textContent'), '6 tables, 5 references');
    check('every table is drawn', await page.evaluate('document.querySelectorAll("#tables .tb").length'), 6);
    check('every line is drawn', await page.evaluate('document.querySelectorAll("#edges .ed").length'), 6);
    check('list twin', await page.evaluate('[...document.querySelectorAll("#list > li > button .name")].map((b) => b.textContent).join()'), 'customers,empty,order_lines,orders,profiles,seen');
    check('it says what it references', await page.evaluate(`document.querySelector('#list li[data-i="2"] button').getAttribute('aria-label')`), 'public.order_lines; 3 columns; references public.orders');

    await page.key('/');
    check('/ goes to the search', await page.evaluate('document.activeElement.id'), 'search');
    await page.type('customer_id');
    check('search finds columns', await page.evaluate('[...document.querySelectorAll("#list button.part")].map((b) => b.textContent).join()'), 'customer_id,customer_id');
    check('what was found is marked', await page.evaluate('document.querySelector("#list mark").textContent'), 'customer_id');
    await page.key('Escape');
    check('Esc empties it', await page.evaluate('[document.activeElement.id, document.querySelectorAll("#list > li").length]'), ['search', 6]);
    await page.type('pays');
    check('search finds comments', await page.evaluate('document.querySelector("#list .part").textContent'), 'customer_idWho pays');
    await page.key('Enter');
    check('Enter opens what was found', await page.evaluate('location.hash'), '#t=public.orders&c=customer_id');
    check('the column is shown', await page.evaluate('document.querySelector("#panel tr.at td").firstChild.nextSibling.textContent'), 'customer_id');
    await page.key('Escape');
    await page.key('Escape');
    await page.evaluate('document.getElementById("canvas").focus()');
    await page.key('Escape');
    check('Esc lets go', await page.evaluate('[location.hash, document.getElementById("panel").hidden]'), ['', true]);

    await page.click(table('public.customers') + '.querySelector(".nm")');
    check('click selects', await page.evaluate(classes('public.customers') + '.includes("sel")'));
    check('neighbours stand out', await page.evaluate(classes('public.orders') + '.includes("near")'));
    check('others do not', await page.evaluate(classes('public.order_lines') + '.includes("near")'), false);
    check('others step back', await page.evaluate(`getComputedStyle(${table('public.order_lines')}.querySelector('.nm')).fill !== getComputedStyle(${table('public.orders')}.querySelector('.nm')).fill`));
    check('lines are hot', await page.evaluate('document.querySelectorAll(".ed.hot").length'), 4);
    const sections = '[...document.querySelectorAll("#panel h3")].map((h) => h.textContent).join()';
    check('the panel has everything', await page.evaluate(sections), '2 columns,Referenced by,Keys and constraints,Indexes,Definition');
    check('definition', await page.evaluate('document.querySelector("#panel pre").textContent.startsWith("CREATE TABLE")'));
    await page.click('document.querySelector("#panel .link")');
    check('references are links', await page.evaluate('location.hash'), '#t=public.orders&c=customer_id');
    check('references in both directions', await page.evaluate(sections), '5 columns,References,Referenced by');
    await page.evaluate('history.back()');
    await page.settle();
    await page.settle();
    check('back goes to the table before', await page.evaluate('document.querySelector("#panel h2").textContent'), 'public.customers');

    await page.evaluate('document.getElementById("canvas").focus()');
    const reached = new Set();
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowDown']) {
        await page.key(key);
        reached.add(await page.evaluate('document.querySelector("#panel h2").textContent'));
    }
    check('arrow keys follow references', reached.size > 2);
    check('and say where', await page.evaluate('document.getElementById("status").textContent.length > 10'));
    await page.key('n');
    check('n goes on in the order of the list', await page.evaluate('document.querySelectorAll("#list [aria-current]").length'), 1);
    await page.key('Escape');

    await page.key('0');
    const rows = 'document.querySelectorAll("#tables .cn").length';
    await page.key('1');
    check('names only', await page.evaluate(rows), 0);
    await page.key('2');
    const keysOnly = await page.evaluate(rows);
    await page.click('document.querySelector("#modes button:last-child")');
    check('all columns', await page.evaluate(rows), 12);
    check('fewer with keys', keysOnly > 0 && keysOnly < 12);

    const before = await page.evaluate(table('public.orders') + '.getBoundingClientRect().x');
    await page.drag(900, 700, 60, -40);
    check('drag pans', Math.round(await page.evaluate(table('public.orders') + '.getBoundingClientRect().x') - before), 60);
    check('and selects nothing', await page.evaluate('location.hash'), '');
    const zoom = await page.evaluate('parseInt(document.getElementById("percent").textContent)');
    await page.wheel(640, 400, -120);
    check('the wheel zooms', await page.evaluate('parseInt(document.getElementById("percent").textContent)') > zoom);
    await page.key('0');
    await page.click('document.querySelector("[data-do=theme]")');
    check('switch to dark', await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--window").trim()'), '#25282D');
    await page.evaluate('localStorage.clear()');

    await page.key('d');
    check('dictionary', await page.evaluate('document.querySelectorAll("#dictionary article").length'), 6);
    check('with columns', await page.evaluate('document.querySelectorAll("#dictionary tbody tr").length > 12'));
    await page.click('document.querySelector("#list li[data-i=\\"5\\"] button")');
    check('the list leads to its pages', await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'public.seen');
    await page.click('document.activeElement.querySelector(".link")');
    check('and references to others', await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'public.customers');
    await page.media('print', 'light');
    check('its pages print with their heads', await page.evaluate('getComputedStyle(document.querySelector("#dictionary header")).display'), 'flex');
    check('and without the tools', await page.evaluate('getComputedStyle(document.querySelector("body > header")).display'), 'none');
    await page.media('', 'light');
    await page.key('d');
    check('prints', await page.print() > 10000);
    await page.settle();
    check('and goes on', await page.evaluate('document.getElementById("canvas").hasAttribute("viewBox")'), false);
    check('nothing asked of a network, no message', page.problems, []);
    await page.close();
}

async function deepLinks() {
    const page = await open('shop.html', { hash: '#t=public.orders&c=replaces', dark: true });
    check('a link opens table and column', await page.evaluate('[document.querySelector("#panel h2").textContent, document.querySelector("#panel tr.at td").textContent]'), ['public.orders', 'replaces']);
    check('dark where the system is', await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--window").trim()'), '#25282D');
    check('the stamp', await page.evaluate('document.getElementById("stamp").textContent'), 'shop@localhost · 2026-11-21 10:15 · 1:abcd');
    await page.evaluate('location.hash = "#t=public.nothing"');
    await page.settle();
    check('a link to what is not there', await page.evaluate('document.getElementById("panel").hidden'));
    check('no message', page.problems, []);
    await page.close();
}

async function differences() {
    const page = await open('changed.html');
    check('added, changed, removed', await page.evaluate('["is-added", "is-changed", "is-removed"].map((c) => document.querySelectorAll("#tables > ." + c).length)'), [1, 1, 1]);
    check('renamed', await page.evaluate('document.querySelector("#tables > .is-renamed .sg").textContent'), '»');
    check('dashed when removed', await page.evaluate('getComputedStyle(document.querySelector("#tables > .is-removed .box")).strokeDasharray'), '5px, 4px');
    check('signs', await page.evaluate('[...document.querySelectorAll("#tables .sg")].map((s) => s.textContent).sort().join("")'), '+~»−');
    check('a changed column', await page.evaluate('document.querySelector("#tables .rs.is-changed").textContent'), '~');
    check('legend', await page.evaluate('document.getElementById("legend").textContent.replace(/\\s+/g, " ")'), '1.0 to 2.0+ added 1− removed 1~ changed 1» renamed 1');
    await page.click('document.querySelector("[data-side=before]")');
    check('before: nothing that was added', await page.evaluate('[document.querySelectorAll("#tables > .is-added").length, document.querySelectorAll("#tables > .is-removed").length]'), [0, 1]);
    check('names as they were', await page.evaluate('[...document.querySelectorAll("#list .name")].map((n) => n.textContent)[0]'), 'clients');
    check('nor in the list', await page.evaluate('document.querySelectorAll("#list > li").length'), 5);
    check('no outlines', await page.evaluate('getComputedStyle(document.querySelector("#tables > .is-changed .sg")).display'), 'none');
    await page.click('document.querySelector("[data-side=after]")');
    check('after: nothing that was removed', await page.evaluate('[document.querySelectorAll("#tables > .is-added").length, document.querySelectorAll("#tables > .is-removed").length]'), [1, 0]);
    await page.click('document.querySelector("[data-side=diff]")');
    await page.evaluate('location.hash = "#t=public.orders"');
    await page.settle();
    check('the page says what a column was', await page.evaluate('document.querySelector("#panel tr.is-changed .remark").textContent'), '~ changed, was type text');
    check('no message', page.problems, []);
    await page.close();
}

async function hostile() {
    const page = await open('hostile.html');
    const count = await page.evaluate('document.querySelectorAll("#list > li").length');
    check('every name is there', count > 20);
    check('names are text', await page.evaluate(`[...document.querySelectorAll('#list .name')].some((n) => n.textContent.includes('<script>alert(1)</script>'))`));
    check('and nothing else', await page.evaluate('document.querySelectorAll("script").length + document.querySelectorAll("style").length + document.querySelectorAll("b > script").length'), 3);
    check('title is text', await page.evaluate('document.title'), '</title><script>alert(1)</script>');
    for (let i = 0; i < count; i++) await page.evaluate(`document.querySelectorAll('#list > li > button')[${i}].click()`);
    await page.settle();
    check('the address names it', await page.evaluate('decodeURIComponent(location.hash).startsWith("#t=public.")'));
    const hash = await page.evaluate('location.hash');
    await page.key('d');
    await page.key('/');
    await page.type('<script>');
    check('search for markup', await page.evaluate('document.querySelectorAll("#list li").length > 0 && document.querySelectorAll("#list script").length'), 0);
    check('no message', page.problems, []);
    await page.close();
    const again = await open('hostile.html', { hash });
    check('the link opens it again', await again.evaluate('document.getElementById("panel").hidden'), false);
    check('nothing ran', again.problems, []);
    await again.close();
}

async function empty() {
    const page = await open('empty.html');
    for (const key of ['ArrowRight', 'n', '0', '+', 'd', 'd', '2', 'Escape']) await page.key(key);
    check('a diagram of nothing', await page.evaluate('document.getElementById("counts").textContent'), '0 tables, 0 references');
    check('no message', page.problems, []);
    await page.close();
}

async function large(name, tables) {
    const page = await open(name);
    const ready = await page.evaluate('Math.round(performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd)');
    console.log(`${name}: ready after ${ready} ms; work of its thread until the first picture: ${await page.work()} ms`);
    check(`${name}: all tables in the list`, await page.evaluate('document.querySelectorAll("#list > li").length'), tables);
    await page.key('/');
    await page.type('table_10' + String(tables - 1).padStart(3, '0').slice(-3));
    await page.key('Enter');
    check(`${name}: found`, await page.evaluate('document.querySelector("#panel h2").textContent'), 'public.table_' + (10000 + tables - 1));
    check(`${name}: only what is in view has rows`, await page.evaluate('document.querySelectorAll("#tables .tb").length') < tables);
    check(`${name}: no message`, page.problems, []);
    await page.close();
}

try {
    for (const part of [shop, deepLinks, differences, hostile, empty]) await part();
    await large('200.html', 200);
    await large('1000.html', 1000);
} catch (error) {
    console.log('FAILED ' + error.stack);
    failures += 1;
} finally {
    await browser.stop();
}
process.exit(failures ? 1 : 0);
