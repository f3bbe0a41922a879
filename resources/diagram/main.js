// Buttons, keys, theme, printing, start.
const press = (selector, value, key) => { for (const b of document.querySelectorAll(selector + ' button')) b.setAttribute('aria-pressed', String(b.dataset[key] === value)); };

function setMode(mode) {
    if (!data.layouts[mode] || mode === page.mode) return;
    // What is in the middle stays there.
    const box = canvas.getBoundingClientRect(), mx = (box.width / 2 - page.x) / page.zoom, my = (box.height / 2 - page.y) / page.zoom;
    let anchor = page.selected, least = Infinity;
    if (anchor < 0) tables.forEach((_, i) => {
        const p = placeOf(i), d = p ? Math.hypot(p[0] + p[2] / 2 - mx, p[1] + p[3] / 2 - my) : Infinity;
        if (d < least) [anchor, least] = [i, d];
    });
    const old = anchor >= 0 ? placeOf(anchor) : null, whole = fits();
    page.mode = mode;
    press('#modes', mode, 'mode');
    paint();
    const now = anchor >= 0 ? placeOf(anchor) : null;
    if (whole || !old || !now) fit();
    else {
        page.x += (old[0] - now[0]) * page.zoom;
        page.y += (old[1] - now[1]) * page.zoom;
        refresh();
    }
}
function setSide(side) {
    page.side = side;
    press('#sides', side, 'side');
    if (page.selected >= 0 && !onSide(tables[page.selected].state)) select(-1);
    paint();
    fillList();
    if (page.selected >= 0) select(page.selected, page.column, { move: false, address: false });
    if (page.dictionary) { page.dictionary = false; showDictionary(true); }
    refresh();
}
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : prefersDark.matches);
function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    try { localStorage.setItem('kilter-diagram-theme', theme); } catch { /* a file may have no storage */ }
}
try {
    const kept = localStorage.getItem('kilter-diagram-theme');
    if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
} catch { /* the same */ }

const actions = {
    in: () => zoomTo(page.zoom * 1.25), out: () => zoomTo(page.zoom / 1.25), fit: () => fit(), theme: () => setTheme(isDark() ? 'light' : 'dark'), print: () => window.print(),
    help: () => { at('help').hidden = !at('help').hidden; },
};
document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.do) actions[button.dataset.do]();
    if (button.dataset.mode) setMode(button.dataset.mode);
    if (button.dataset.side) setSide(button.dataset.side);
    if (button.dataset.view) showDictionary(button.dataset.view === 'dictionary');
});

function step(by) {
    const shown = tables.map((table, i) => i).filter((i) => onSide(tables[i].state)), where = shown.indexOf(page.selected);
    if (shown.length) select(shown[(where + by + shown.length + (where < 0 && by < 0 ? 1 : 0)) % shown.length]);
}
const keys = {
    '+': actions.in, '=': actions.in, '-': actions.out, 0: actions.fit, f: actions.fit, t: actions.theme, '?': actions.help, n: () => step(1), p: () => step(-1), d: () => showDictionary(!page.dictionary),
    1: () => setMode(modes[0]), 2: () => setMode(modes[1]), 3: () => setMode(modes[2]), '/': () => { field.focus(); field.select(); },
};
document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input')) return;
    if (event.key === 'Escape') {
        if (!at('help').hidden) actions.help();
        else if (page.dictionary) showDictionary(false);
        else select(-1);
    } else if (directions[event.key] && !page.dictionary && (event.target === canvas || event.target === document.body)) {
        if (event.shiftKey) {
            page.x -= directions[event.key][0] * 80;
            page.y -= directions[event.key][1] * 80;
            refresh();
        } else walk(event.key);
    } else if (event.key === 'Enter' && event.target === canvas && page.selected >= 0) at('panel').querySelector('button, pre').focus();
    else if (keys[event.key] && !(event.target.closest('button') && event.key === ' ')) keys[event.key]();
    else return;
    event.preventDefault();
});

// Printed is what is shown, on white: the whole drawing, or the dictionary.
let themeOnScreen;
window.addEventListener('beforeprint', () => {
    themeOnScreen = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = 'light';
    at('corner').append(at('legend'));
    if (page.dictionary) return;
    canvas.setAttribute('viewBox', layout().bounds.join(' '));
    const before = [page.x, page.y, page.zoom];
    [page.x, page.y, page.zoom] = [0, 0, 1];
    draw(true);
    [page.x, page.y, page.zoom] = before;
});
window.addEventListener('afterprint', () => {
    if (themeOnScreen) document.documentElement.dataset.theme = themeOnScreen;
    else delete document.documentElement.dataset.theme;
    list.after(at('legend'));
    canvas.removeAttribute('viewBox');
    draw();
});
window.addEventListener('resize', refresh);

// Start.
document.title = data.title;
at('title').textContent = data.title;
canvas.querySelector('title').textContent = data.title;
const modeWords = { none: 'Names', keys: 'Keys', all: 'All columns' };
at('modes').replaceChildren(...modes.map((mode) => html('button', { type: 'button', 'data-mode': mode, 'aria-pressed': String(mode === page.mode) }, modeWords[mode])));
at('modes').hidden = modes.length < 2;
if (data.compared) {
    at('sides').hidden = false;
    const count = (state) => tables.filter((table) => table.state === state).length;
    at('legend').hidden = false;
    at('legend').append(html('b', {}, data.compared.join(' to ')), ...Object.keys(signs).map((state) => html('div', { class: state }, html('span', { class: 'sign' }, signs[state]), ' ' + state, html('span', { class: 'quiet' }, ' ' + count(state)))));
}
const views = tables.filter((table) => table.kind.includes('view')).length, references = edges.filter((e) => e.kind === 'reference').length;
at('counts').textContent = [counted(tables.length - views, 'table'), views ? counted(views, 'view') : '', counted(references, 'reference')].filter(Boolean).join(', ');
if (data.stamp) at('stamp').textContent = [data.stamp.source, data.stamp.time, data.stamp.hash].filter(Boolean).join(' · ');
at('stamp').hidden = !data.stamp;
paint();
fillList();
fit();
draw();
if (location.hash) followAddress();
document.documentElement.dataset.ready = 'true';
