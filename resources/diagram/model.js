// What the page knows: the data of the export, by name, and the state of the page. Everything in it is text of a schema and goes into the
// page as text only (textContent, attributes of SVG), never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const tables = data.tables;
const edges = data.edges.map((e) => ({ id: e[0], kind: e[1], from: e[2], to: e[3], fromColumns: e[4], toColumns: e[5], flags: e[6] || 0, state: e[7] || '', name: e[8] || '', detail: e[9] || '' }));
const byId = new Map(tables.map((table, index) => [table.id, index]));
const touching = tables.map(() => []); // edges by table
edges.forEach((edge, index) => {
    edge.fromIndex = byId.get(edge.from);
    edge.toIndex = byId.get(edge.to);
    touching[edge.fromIndex].push(index);
    if (edge.toIndex !== edge.fromIndex) touching[edge.toIndex].push(index);
});
const optional = 1, oneChild = 2; // flags of edges
const primaryKey = 1, foreignKey = 2, uniqueKey = 4, notNull = 8; // flags of columns
const column = (row) => ({ name: row[0], type: row[1], flags: row[2] || 0, comment: row[3] || '', value: row[4] || '', state: row[5] || '', before: row[6] || '' });
tables.forEach((table) => { table.columns = (table.columns || []).map(column); table.state = table.state || ''; });

const modes = Object.keys(data.layouts);
const page = { mode: data.mode, selected: -1, column: '', zoom: 1, x: 0, y: 0, side: data.compared ? 'diff' : '', dictionary: false, found: new Set() };
const layout = () => data.layouts[page.mode];
const placeOf = (index) => layout().tables[tables[index].id];

const signs = { added: '+', removed: '−', changed: '~', renamed: '»' };
const levels = { alpha: 'α', beta: 'β', gamma: 'γ', qualifier: 'q', organizer: 'o' };

// Whether an object is on the side that is shown: before has nothing that was added, after nothing that was removed.
const onSide = (state) => !((page.side === 'before' && state === 'added') || (page.side === 'after' && state === 'removed'));

const svgNames = 'http://www.w3.org/2000/svg';
function svg(name, attributes, ...children) {
    const element = document.createElementNS(svgNames, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
}
function html(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const key in attributes) {
        if (key.startsWith('on')) element.addEventListener(key.slice(2), attributes[key]);
        else if (attributes[key] !== undefined && attributes[key] !== false) element.setAttribute(key, attributes[key]);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
    return element;
}
const icon = (name) => svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('use', { href: '#i-' + name }));
const at = (id) => document.getElementById(id);
const counted = (n, one, many) => n + ' ' + (n === 1 ? one : many || one + 's');

// In words, for people who do not see the picture.
function spoken(index) {
    const table = tables[index], out = new Set(), into = new Set();
    for (const e of touching[index]) {
        if (edges[e].fromIndex === index) out.add(edges[e].to);
        if (edges[e].toIndex === index) into.add(edges[e].from);
    }
    return [table.id, table.level, table.kind === 'table' ? '' : table.kind, table.state, counted(table.columns.length, 'column'),
        out.size ? 'references ' + [...out].join(', ') : '', into.size ? 'referenced by ' + [...into].join(', ') : ''].filter(Boolean).join('; ');
}
