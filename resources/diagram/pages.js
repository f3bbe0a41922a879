// A table's page: columns, keys, indexes, references both ways, definition. Shown beside the drawing and, all of them, as the dictionary.
function goButton(id, columns) {
    const index = byId.get(id), label = (index === undefined ? id : shortName(tables[index])) + (columns && columns.length ? ` (${columns.join(', ')})` : '');
    return index === undefined ? html('span', { class: 'quiet' }, label) : html('button', { class: 'link', type: 'button', onclick: () => pick(index, columns && columns.length === 1 ? columns[0] : '') }, label);
}

function section(title, ...content) {
    return content.length ? [html('h3', {}, title), ...content] : [];
}

const stateWord = (state, before) => (state ? state + (before ? (state === 'renamed' ? ' from ' : ', was ') + before : '') : '');

function columnRow(table, c, highlighted) {
    const key = c.flags & primaryKey ? 'key' : c.flags & foreignKey ? 'link' : '';
    const name = html('td', { class: c.flags & primaryKey ? 'key' : undefined }, key ? icon(key) : null, nameOn(c));
    if (c.flags & uniqueKey && !(c.flags & primaryKey)) name.append(html('span', { class: 'quiet' }, ' unique'));
    if (c.state && page.side !== '') name.append(html('span', { class: 'remark' }, signs[c.state] + ' ' + stateWord(c.state, c.before)));
    if (c.comment) name.append(html('span', { class: 'remark' }, c.comment));
    const type = html('td', { class: 'code' }, c.type);
    if (c.value) type.append(html('span', { class: 'remark' }, 'default ' + c.value));
    return html('tr', { class: [c.state && page.side === 'diff' ? 'is-' + c.state : '', highlighted ? 'at' : ''].join(' ').trim() || undefined }, name, type, html('td', { class: 'null' }, c.flags & notNull ? 'not null' : ''));
}

function partsTable(list) {
    return html('table', {}, html('tbody', {}, ...list.map((p) => html('tr', {}, html('td', {}, p[1] || '', html('span', { class: 'remark' }, p[0])), html('td', { class: 'code' }, p[2], p[3] ? html('span', { class: 'remark' }, p[3]) : null)))));
}

function referenceItems(index, outward) {
    const items = [];
    for (const e of touching[index]) {
        const edge = edges[e], own = outward ? edge.fromIndex : edge.toIndex;
        if (own !== index || !onSide(edge.state)) continue;
        const words = { inheritance: outward ? 'inherits from ' : 'inherited by ', partition: outward ? 'partition of ' : 'has partition ', reads: outward ? 'reads ' : 'read by ' };
        const left = edge.kind === 'reference' ? (outward ? edge.fromColumns : edge.toColumns).join(', ') + (outward ? ' → ' : ' ← ') : words[edge.kind];
        const extra = [edge.name, edge.detail, edge.flags & optional ? 'optional' : '', edge.state].filter(Boolean).join(', ');
        items.push(html('li', {}, left, goButton(outward ? edge.to : edge.from, outward ? edge.toColumns : edge.fromColumns), extra ? html('span', { class: 'remark' }, extra) : null));
    }
    for (const outside of (outward ? tables[index].outside : tables[index].outsideBy) || []) {
        items.push(html('li', {}, outside[1] + (outward ? ' → ' : ' ← ') + outside[0], html('span', { class: 'remark' }, outside[2] + ', not in this diagram')));
    }
    return items.length ? [html('ul', {}, ...items)] : [];
}

function article(index, closable) {
    const table = tables[index];
    const head = html('header', {}, levels[table.level] ? html('span', { class: 'level ' + table.level, title: table.level }, levels[table.level]) : null, html('h2', {}, page.side === 'before' ? shortName(table) : table.id));
    if (table.state) head.append(html('span', { class: 'state ' + table.state }, signs[table.state] + ' ' + table.state));
    if (closable) head.append(html('button', { class: 'tool', type: 'button', 'aria-label': 'Close', title: 'Close (Esc)', onclick: () => select(-1) }, icon('x')));
    const columns = table.columns.filter((c) => onSide(c.state)).map((c) => columnRow(table, c, closable && c.name === page.column));
    return html('article', { 'aria-label': table.id, 'data-i': index, tabindex: closable ? undefined : -1 },
        head,
        table.kind !== 'table' || table.before ? html('p', { class: 'quiet' }, [table.kind !== 'table' ? table.kind : '', stateWord(table.before ? table.state : '', table.before)].filter(Boolean).join('; ')) : null,
        table.comment ? html('p', {}, table.comment) : null,
        ...section(counted(columns.length, 'column'), ...(columns.length ? [html('table', { 'aria-label': 'name, type, null' }, html('tbody', {}, ...columns))] : [])),
        ...section('References', ...referenceItems(index, true)),
        ...section('Referenced by', ...referenceItems(index, false)),
        ...(table.keys ? section('Keys and constraints', partsTable(table.keys)) : []),
        ...(table.indexes ? section('Indexes', partsTable(table.indexes)) : []),
        ...(table.ddl ? section('Definition', html('pre', { tabindex: 0 }, table.ddl)) : []));
}

// Goes to a table where the reader is: in the drawing, or in the dictionary.
function pick(index, columnName) {
    if (!page.dictionary) {
        select(index, columnName);
        return;
    }
    const found = document.querySelector(`#dictionary article[data-i="${index}"]`);
    found?.scrollIntoView();
    found?.focus({ preventScroll: true });
}

function showDictionary(on) {
    if (page.dictionary === on) return;
    page.dictionary = on;
    at('dictionary').hidden = !on;
    for (const id of ['canvas', 'corner']) at(id).style.display = on ? 'none' : '';
    if (on) at('dictionary').replaceChildren(...tables.flatMap((table, i) => (onSide(table.state) ? [article(i, false)] : [])));
    if (on) select(-1);
    for (const button of document.querySelectorAll('#views button')) button.setAttribute('aria-pressed', String((button.dataset.view === 'dictionary') === on));
    refresh();
}
