// The selected table: its neighbours and lines stand out, its page opens beside the drawing, the address names it.
const near = new Set();

function markTable(node, index) {
    node.classList.toggle('sel', index === page.selected);
    node.classList.toggle('near', near.has(index));
    // What is not near the selected table steps back, but no difference does.
    node.classList.toggle('dim', page.selected >= 0 && index !== page.selected && !near.has(index) && !(tables[index].state && page.side === 'diff'));
    node.classList.toggle('found', page.found.has(index));
}

const markTables = () => { for (const kept of Object.values(parts)) for (const [index, node] of kept) markTable(node, index); };

// Brings classes of what is painted up to date with the selection and the search.
function mark() {
    near.clear();
    const hot = new Set(page.selected < 0 ? [] : touching[page.selected]);
    for (const e of hot) {
        near.add(edges[e].fromIndex);
        near.add(edges[e].toIndex);
    }
    world.classList.toggle('focus', page.selected >= 0);
    markTables();
    edgeNodes.forEach((node, i) => {
        if (node) node.classList.toggle('hot', hot.has(i));
    });
    for (const i of hot) if (edgeNodes[i]?.parentNode) layers.edges.append(edgeNodes[i]); // above the others
    drawMinimap();
}

function forget(index) {
    for (const kept of Object.values(parts)) {
        kept.get(index)?.remove();
        kept.delete(index);
    }
}

function select(index, columnName = '', { move = true, address = true } = {}) {
    const before = page.selected;
    page.selected = index;
    page.column = columnName;
    for (const i of [before, index]) if (i >= 0) forget(i); // the row of the column is painted with the table
    mark();
    const panel = at('panel'), whole = fits();
    panel.hidden = index < 0;
    if (whole && !page.dictionary) fit(); // what was in view as a whole stays so beside the panel
    panel.replaceChildren(...(index < 0 ? [] : [article(index, true)]));
    panel.scrollTop = 0;
    panel.querySelector('tr.at')?.scrollIntoView({ block: 'center' });
    for (const item of document.querySelectorAll('#list [aria-current]')) item.removeAttribute('aria-current');
    if (index >= 0) {
        const item = document.querySelector(`#list li[data-i="${index}"]`);
        item?.setAttribute('aria-current', 'true');
        if (item) rove(item.querySelector('button'));
        item?.scrollIntoView({ block: 'nearest' });
        at('status').textContent = spoken(index);
        if (move) reveal(index);
    }
    if (address) {
        const hash = index < 0 ? '' : '#t=' + encodeURIComponent(tables[index].id) + (columnName ? '&c=' + encodeURIComponent(columnName) : '');
        if (hash !== location.hash) {
            try {
                history.pushState(null, '', hash || location.pathname + location.search);
            } catch {
                location.hash = hash; // a browser that lets no file touch its history
            }
        }
    }
    refresh();
}

function followAddress() {
    const parts = new Map(location.hash.slice(1).split('&').map((part) => {
        const [key, ...rest] = part.split('=');
        try {
            return [key, decodeURIComponent(rest.join('='))];
        } catch {
            return [key, ''];
        }
    }));
    const index = byId.get(parts.get('t')) ?? -1;
    const known = index >= 0 && tables[index].columns.some((c) => c.name === parts.get('c'));
    select(index, known ? parts.get('c') : '', { address: false });
}
window.addEventListener('hashchange', followAddress);
window.addEventListener('popstate', followAddress);

canvas.addEventListener('click', (event) => {
    if (moved) return;
    const table = event.target.closest('.tb'), line = event.target.closest('.ed');
    if (table) select(Number(table.dataset.i), '', { move: false });
    else if (line) select(edges[line.dataset.e].toIndex === page.selected ? edges[line.dataset.e].fromIndex : edges[line.dataset.e].toIndex);
    else select(-1);
});

// Arrow keys follow references: to the neighbour that lies most in the key's direction.
const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
function walk(key) {
    if (page.selected < 0) {
        select(tables.findIndex((table) => onSide(table.state)));
        return;
    }
    const [dx, dy] = directions[key], center = (i) => { const p = placeOf(i); return [p[0] + p[2] / 2, p[1] + p[3] / 2]; };
    const [x, y] = center(page.selected);
    let best = -1, least = Infinity;
    for (const i of near) {
        if (i === page.selected || !placeOf(i) || !onSide(tables[i].state)) continue;
        const [cx, cy] = center(i), along = (cx - x) * dx + (cy - y) * dy, across = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx);
        const cost = along + across * 2;
        if (along > 0 && cost < least) {
            least = cost;
            best = i;
        }
    }
    if (best >= 0) select(best);
    else at('status').textContent = 'No reference leads there from ' + tables[page.selected].id;
}
