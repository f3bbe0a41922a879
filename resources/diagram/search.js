// The list of tables, and what is searched in it: names of tables and columns, comments. Every word must be found.
const field = at('search'), list = at('list');
const folded = tables.map((table) => ({
    name: table.id.toLowerCase(), comment: (table.comment || '').toLowerCase(),
    columns: table.columns.map((c) => [c.name.toLowerCase(), c.comment.toLowerCase()]),
}));

function matches(words) {
    const result = [];
    folded.forEach((f, index) => {
        if (!onSide(tables[index].state)) return;
        const named = words.every((w) => f.name.includes(w)), commented = !named && f.comment !== '' && words.every((w) => f.name.includes(w) || f.comment.includes(w));
        const columns = [];
        f.columns.forEach(([name, comment], c) => {
            if (words.every((w) => name.includes(w) || comment.includes(w) || f.name.includes(w)) && words.some((w) => name.includes(w) || comment.includes(w))) columns.push(c);
        });
        if (named || commented || columns.length) result.push({ index, named, commented, columns, rank: f.name === words.join(' ') || (tables[index].name || '').toLowerCase() === words.join(' ') ? 0 : named ? 1 : columns.length ? 2 : 3 });
    });
    return result.sort((a, b) => a.rank - b.rank || a.index - b.index);
}

// The text with what was found marked; everything is text.
function marked(text, words) {
    const low = text.toLowerCase(), result = document.createDocumentFragment();
    if (low.length !== text.length) return document.createTextNode(text); // letters that fold to several
    let from = 0;
    while (from < text.length) {
        let best = -1, length = 0;
        for (const w of words) {
            const found = low.indexOf(w, from);
            if (found >= 0 && (best < 0 || found < best)) [best, length] = [found, w.length];
        }
        if (best < 0) break;
        result.append(text.slice(from, best), html('mark', {}, text.slice(best, best + length)));
        from = best + length;
    }
    result.append(text.slice(from));
    return result;
}

function tableItem(index, words) {
    const table = tables[index];
    const kindMark = levels[table.level] ? html('span', { class: 'level ' + table.level, 'aria-hidden': 'true' }, levels[table.level]) : html('span', { class: 'level', 'aria-hidden': 'true' }, icon(table.kind.includes('view') ? 'view' : 'table'));
    return html('li', { 'data-i': index, 'aria-current': index === page.selected ? 'true' : undefined },
        html('button', { type: 'button', 'aria-label': spoken(index), title: table.comment || undefined, onclick: () => pick(index) }, kindMark, html('span', { class: 'name' }, marked(words.length || page.side === 'before' ? shortName(table) : table.name || table.id, words)),
            table.state && page.side === 'diff' ? html('span', { class: 'sign ' + table.state, title: table.state }, signs[table.state]) : null));
}
// One stop of the Tab key in the list: arrow keys go on from there.
let stop = null;
function rove(button) {
    if (stop) stop.tabIndex = -1;
    stop = button;
    if (stop) stop.tabIndex = 0;
}

function fillList() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean), items = [];
    page.found.clear();
    if (!words.length) {
        let schema = null;
        tables.forEach((table, i) => {
            if (!onSide(table.state)) return;
            if (!oneSchema && table.schema !== schema) items.push(html('li', { class: 'schema' }, schema = table.schema));
            items.push(tableItem(i, []));
        });
    } else {
        const found = matches(words);
        for (const { index } of found) page.found.add(index);
        for (const match of found.slice(0, 300)) {
            const item = tableItem(match.index, words), table = tables[match.index];
            items.push(item);
            if (match.commented) item.append(html('div', { class: 'part' }, html('span', { class: 'quiet' }, marked(table.comment, words))));
            for (const c of match.columns.slice(0, match.named ? 3 : 20)) {
                const hit = table.columns[c];
                item.append(html('button', { class: 'part', type: 'button', onclick: () => pick(match.index, hit.name) }, marked(hit.name, words), hit.comment && words.some((w) => hit.comment.toLowerCase().includes(w)) ? html('span', { class: 'quiet' }, marked(hit.comment, words)) : null));
            }
        }
        at('status').textContent = counted(found.length, 'table') + ' found';
        if (found.length > 300) items.push(html('li', { class: 'schema' }, found.length - 300 + ' more'));
        if (!found.length) items.push(html('li', { class: 'schema' }, 'Nothing is called that.'));
    }
    list.replaceChildren(...items);
    for (const button of list.querySelectorAll('button')) button.tabIndex = -1;
    rove(list.querySelector('[aria-current] button') || list.querySelector('button'));
    markTables();
    at('slash').hidden = field.value !== '';
}

field.addEventListener('input', fillList);
field.addEventListener('keydown', (event) => {
    const first = list.querySelector('button');
    if (event.key === 'Enter' && first) {
        const words = field.value.toLowerCase().split(/\s+/).filter(Boolean), [match] = words.length ? matches(words) : [];
        if (match) pick(match.index, match.named || match.commented ? '' : tables[match.index].columns[match.columns[0]].name);
    } else if (event.key === 'ArrowDown' && first) first.focus();
    else if (event.key === 'Escape') {
        if (field.value) {
            field.value = '';
            fillList();
        } else canvas.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
});
list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const buttons = [...list.querySelectorAll('button')], next = buttons.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
    const target = next < 0 ? field : buttons[Math.min(next, buttons.length - 1)];
    if (target !== field) rove(target);
    target.focus();
    event.preventDefault();
    event.stopPropagation();
});
