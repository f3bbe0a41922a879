// Builds the drawing of a mode. Nodes of tables are made when they come into view and taken out again when they leave it.
const canvas = at('canvas'), world = at('world'), layers = { areas: at('areas'), edges: at('edges'), tables: at('tables') };
const parts = { near: new Map(), middle: new Map(), far: new Map() }; // nodes by table, by detail
let edgeNodes = [];

function headPath(w, h) {
    return `M1 ${h}V4.5a3.5 3.5 0 013.5-3.5H${w - 4.5}a3.5 3.5 0 013.5 3.5V${h}z`;
}
// Texts that are wider than their place end in "…". Most are far from it, so that they need not be measured.
const ruler = document.createElement('canvas').getContext('2d');
const family = getComputedStyle(document.documentElement).getPropertyValue('--ui');
function cut(text, width, font) {
    if (text.length * 6 < width) return text;
    ruler.font = font + ' ' + family;
    if (ruler.measureText(text).width <= width) return text;
    const letters = [...text];
    let low = 0, high = letters.length;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (ruler.measureText(letters.slice(0, middle).join('') + '…').width <= width) low = middle;
        else high = middle - 1;
    }
    return letters.slice(0, low).join('') + '…';
}
const nameFont = '12px', boldFont = 'bold 12px', smallFont = '11px';

const classOf = (state) => (state ? ' is-' + state : '');

function rowsOf(place) {
    if (typeof place[4] === 'number') return Array.from({ length: place[4] }, (_, i) => i);
    return place[4] || [];
}

function tableNode(index, detail) {
    const table = tables[index], place = placeOf(index), w = place[2], h = place[3], head = detail === 'near' ? layout().head : h;
    const whole = h <= head + 2;
    const node = svg('g', { class: `tb l-${table.level || 'none'}` + classOf(table.state), transform: `translate(${place[0]} ${place[1]})`, id: 't:' + table.id },
        svg('title', {}, document.createTextNode(table.comment ? table.id + '\n' + table.comment : table.id)),
        svg('rect', { class: 'box', x: .5, y: .5, width: w - 1, height: h - 1, rx: 4 }),
        svg('path', { class: 'head', d: whole ? `M1 4.5a3.5 3.5 0 013.5-3.5H${w - 4.5}a3.5 3.5 0 013.5 3.5V${h - 4.5}a3.5 3.5 0 01-3.5 3.5H4.5a3.5 3.5 0 01-3.5-3.5z` : headPath(w, head) }));
    node.dataset.i = index;
    if (detail === 'middle') addLargeName(node, table, w, h);
    if (detail === 'near') addHead(node, table, w, whole ? h : head);
    if (!whole) addRows(node, table, place);
    return node;
}

// Far away the box is its name, as large as it fits, on two lines where that makes it larger.
function addLargeName(node, table, w, h) {
    const text = (table.state ? signs[table.state] + ' ' : '') + shortName(table), middle = text.length / 2;
    ruler.font = 'bold 10px ' + family;
    const sizeOf = (lines) => Math.min(40, h * .84 / lines.length / 1.2, (w - 12) * 10 / Math.max(20, ...lines.map((line) => ruler.measureText(line).width)));
    const places = [...text.matchAll(/[_. -]/g)].map((found) => found.index + 1).filter((place) => place < text.length).sort((x, y) => Math.abs(x - middle) - Math.abs(y - middle));
    let lines = [text];
    if (places.length && sizeOf([text]) < 40) {
        const two = [text.slice(0, places[0]), text.slice(places[0])];
        if (sizeOf(two) > sizeOf(lines) * 1.15) lines = two;
    }
    const size = sizeOf(lines);
    lines.forEach((line, i) => {
        const name = svg('text', { class: 'nm', x: w / 2, y: h / 2 + size * (.36 + (i - (lines.length - 1) / 2) * 1.2) }, line);
        name.style.fontSize = size.toFixed(1) + 'px';
        node.append(name);
    });
}

// With the schema where there are several and it has the room.
function headName(table, width) {
    const full = shortName(table);
    return cut(full, width, boldFont) === full ? full : cut(table.name || table.id, width, boldFont);
}

function addHead(node, table, w, head) {
    const baseline = head / 2 + 4.5, letter = levels[table.level], view = !letter && table.kind !== 'table';
    if (letter) node.append(svg('text', { class: 'lv', x: 12, y: baseline }, letter));
    else if (view) node.append(svg('use', { class: 'mk', href: '#i-view', x: 6, y: head / 2 - 6, width: 12, height: 12 }));
    const x = letter || view ? 22 : 10;
    node.append(svg('text', { class: 'nm', x, y: baseline }, headName(table, w - x - (table.state ? 22 : 6))));
    if (table.state) node.append(svg('text', { class: 'sg' + classOf(table.state), x: w - 7, y: baseline }, signs[table.state]));
}

// Without the schema where all are of one.
const oneSchema = new Set(tables.map((table) => table.schema || '')).size < 2;
const shortName = (table) => {
    if (page.side !== 'before' || table.state !== 'renamed' || !table.before) return oneSchema ? table.name || table.id : table.id;
    return oneSchema && table.schema && table.before.startsWith(table.schema + '.') ? table.before.slice(table.schema.length + 1) : table.before;
};
const nameOn = (c) => (page.side === 'before' && c.state === 'renamed' && c.before ? c.before : c.name);

function addRows(node, table, place) {
    const { head, row } = layout(), w = place[2];
    node.append(svg('path', { class: 'line', d: `M1 ${head + .5}H${w - 1}` }));
    rowsOf(place).forEach((which, i) => {
        const top = head + i * row, baseline = top + row / 2 + 4;
        if (which < 0) {
            node.append(svg('text', { class: 'more', x: 22, y: baseline }, -which + ' more'));
            return;
        }
        const c = table.columns[which], state = classOf(c.state);
        if (table.id === tables[page.selected]?.id && c.name === page.column) node.append(svg('rect', { class: 'at', x: 1, y: top, width: w - 2, height: row }));
        if (c.state) node.append(svg('rect', { class: 'rw' + state, x: 1, y: top, width: w - 2, height: row }), svg('text', { class: 'rs' + state, x: 11, y: baseline }, signs[c.state]));
        else if (c.flags & (primaryKey | foreignKey)) node.append(svg('use', { class: 'mk', href: c.flags & primaryKey ? '#i-key' : '#i-link', x: 6, y: top + row / 2 - 5.5, width: 11, height: 11 }));
        const bold = c.flags & primaryKey, font = bold ? boldFont : nameFont;
        ruler.font = font + ' ' + family;
        const type = cut(c.type, Math.max((w - 30) * .4, w - 38 - ruler.measureText(nameOn(c)).width), smallFont);
        ruler.font = smallFont + ' ' + family;
        const name = svg('text', { class: 'cn' + (bold ? ' pk' : '') + state, x: 22, y: baseline }, cut(nameOn(c), w - 38 - ruler.measureText(type).width, font));
        name.append(svg('title', {}, document.createTextNode([c.name + ' ' + c.type, c.comment].filter(Boolean).join('\n'))));
        node.append(name, svg('text', { class: 'ty' + state, x: w - 8, y: baseline }, type));
    });
}

const curvePath = (text) => {
    const n = text.split(' ');
    let d = `M${n[0]} ${n[1]}`;
    for (let i = 2; i + 5 < n.length; i += 6) d += `C${n[i]} ${n[i + 1]} ${n[i + 2]} ${n[i + 3]} ${n[i + 4]} ${n[i + 5]}`;
    return d;
};

// The child's end of a reference: a crow's foot, or one bar where a parent has one child at most. `way` points out of the table.
const childEnd = (edge, [x, y], way) => (edge.flags & oneChild ? `M${x + 7 * way} ${y - 4}v8` : `M${x + 10 * way} ${y}L${x} ${y - 5}M${x + 10 * way} ${y}L${x} ${y + 5}`);

// A composite key is bracketed: a tick at each of its rows, and what joins them.
function bracket(index, columns, [x, y], way) {
    const place = placeOf(index), { head, row } = layout(), rows = rowsOf(place);
    if (columns.length < 2 || rows.length === 0) return '';
    const heights = columns.map((name) => {
        const at = rows.findIndex((which) => which >= 0 && tables[index].columns[which].name === name);
        return place[1] + head + ((at < 0 ? rows.length - 1 : at) + .5) * row;
    });
    const top = Math.min(...heights), low = Math.max(...heights);
    return top === low ? '' : heights.map((at) => `M${x} ${at}h${3 * way}`).join('') + `M${x + 3 * way} ${Math.min(top, y)}V${Math.max(low, y)}`;
}

// The ends of a line; the parent's: two bars, or bar and ring; an arrow for what is no foreign key.
function endNodes(edge, first, last, way, parentWay) {
    const [x, y] = last;
    if (edge.kind === 'inheritance' || edge.kind === 'partition') return [svg('path', { class: 'arrow end', d: `M${x} ${y}l${10 * parentWay} -5v10z` })];
    if (edge.kind === 'reads') return [svg('path', { class: 'end', d: `M${x + 8 * parentWay} ${y - 4}L${x} ${y}l${8 * parentWay} 4` })];
    const child = childEnd(edge, first, way) + bracket(edge.fromIndex, edge.fromColumns, first, way) + bracket(edge.toIndex, edge.toColumns, last, parentWay), bar = `M${x + 6 * parentWay} ${y - 4}v8`;
    if (edge.flags & optional) return [svg('path', { class: 'end', d: child + bar }), svg('circle', { class: 'ring end', cx: x + 11 * parentWay, cy: y, r: 3 })];
    return [svg('path', { class: 'end', d: child + bar + `M${x + 9 * parentWay} ${y - 4}v8` })];
}

function edgeNode(edge, index, place) {
    const [sides, curve, pill] = place, dashed = edge.kind === 'reads' || edge.kind === 'partition';
    const node = svg('g', { class: 'ed' + (dashed ? ' dashed' : '') + (curve ? '' : ' only-pill') + classOf(edge.state), id: 'e:' + edge.id }, svg('title', {}, document.createTextNode(edgeText(edge))));
    node.dataset.e = index;
    if (curve) {
        const numbers = curve.split(' ').map(Number), d = curvePath(curve);
        node.append(svg('path', { class: 'wide', d }), svg('path', { class: 'curve', d }), ...endNodes(edge, numbers.slice(0, 2), numbers.slice(-2), sides & 1 ? 1 : -1, sides & 2 ? 1 : -1));
    }
    if (pill) addPill(node, edge, pill, !curve);
    return node;
}

// The parent is a hub: its name stands in a pill beside the child's row instead of one more long line.
function addPill(node, edge, [x, y, w, h], withLine) {
    const [tx, , tw] = placeOf(edge.fromIndex), right = x >= tx + tw / 2, from = right ? tx + tw : tx, middle = y + h / 2;
    if (withLine) node.append(svg('path', { class: 'curve', d: `M${from} ${middle}H${right ? x : x + w}` }), svg('path', { class: 'end', d: childEnd(edge, [from, middle], right ? 1 : -1) + bracket(edge.fromIndex, edge.fromColumns, [from, middle], right ? 1 : -1) }));
    node.append(svg('rect', { class: 'pill', x, y, width: w, height: h, rx: h / 2 }), svg('text', { x: x + w / 2, y: middle + 4 }, cut(tables[edge.toIndex].name || edge.to, w - 8, smallFont)));
}

function edgeText(edge) {
    const words = { inheritance: 'inherits from', partition: 'partition of', reads: 'reads' };
    if (edge.kind !== 'reference') return `${edge.from} ${words[edge.kind]} ${edge.to}`;
    return `${edge.from} (${edge.fromColumns.join(', ')}) → ${edge.to} (${edge.toColumns.join(', ')})` + (edge.name ? '\n' + edge.name : '');
}

function areaNodes() {
    const result = [];
    for (const group of data.groups || []) {
        const places = group.tables.map((id) => layout().tables[id]).filter(Boolean);
        if (!places.length) continue;
        const left = Math.min(...places.map((p) => p[0])) - 12, top = Math.min(...places.map((p) => p[1])) - 26;
        const right = Math.max(...places.map((p) => p[0] + p[2])) + 12, bottom = Math.max(...places.map((p) => p[1] + p[3])) + 12;
        group.rect = [left, top, right - left, bottom - top];
        result.push(svg('rect', { class: 'area area-' + (group.colour || 'a'), x: left, y: top, width: right - left, height: bottom - top, rx: 6 }),
            svg('text', { class: 'area-name', x: left + 12, y: top + 17 }, group.name));
    }
    for (const note of page.mode === data.mode ? data.notes || [] : []) { // elsewhere their place means nothing
        const lines = note.text.split('\n');
        result.push(svg('g', { class: 'note' }, svg('rect', { x: note.x, y: note.y, width: note.w, height: note.h, rx: 2 }),
            ...lines.map((line, i) => svg('text', { x: note.x + 10, y: note.y + 18 + i * 16 }, line))));
    }
    return result;
}

// Everything of the present mode anew; what is in view is added by refresh().
function paint() {
    for (const kept of Object.values(parts)) kept.clear();
    layers.tables.replaceChildren();
    layers.areas.replaceChildren(...areaNodes());
    edgeNodes = edges.map((edge, i) => {
        const place = layout().edges[edge.id];
        return place ? edgeNode(edge, i, place) : null;
    });
    layers.edges.replaceChildren(...edgeNodes.filter((node, i) => node && onSide(edges[i].state)));
    world.setAttribute('class', page.side);
    canvas.querySelector('desc').textContent = counted(tables.length, 'table') + ', ' + counted(edges.filter((e) => e.kind === 'reference').length, 'reference');
    mark();
}
