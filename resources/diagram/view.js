// Pan, zoom, level of detail, what is in view, the minimap.
const least = .02, most = 4;
let waiting = false;

function refresh() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
}

function visible() {
    const box = canvas.getBoundingClientRect(), margin = 40;
    return [(-page.x - margin) / page.zoom, (-page.y - margin) / page.zoom, (box.width - page.x + margin) / page.zoom, (box.height - page.y + margin) / page.zoom];
}

function draw(everything) {
    world.setAttribute('transform', `translate(${page.x} ${page.y}) scale(${page.zoom})`);
    at('dots').setAttribute('patternTransform', `translate(${page.x} ${page.y}) scale(${page.zoom})`);
    at('ground').style.display = page.zoom < .3 ? 'none' : '';
    const detail = everything || page.zoom >= .4 ? 'near' : page.zoom >= .15 ? 'middle' : 'far';
    canvas.setAttribute('class', detail);
    const [left, top, right, bottom] = everything ? [-Infinity, -Infinity, Infinity, Infinity] : visible();
    const wanted = [];
    tables.forEach((table, i) => {
        const place = placeOf(i);
        if (!place || !onSide(table.state)) return;
        if (place[0] > right || place[1] > bottom || place[0] + place[2] < left || place[1] + place[3] < top) return;
        wanted.push(nodeOf(i, detail));
    });
    // Only what changed is touched: a page that is panned keeps its nodes.
    const keep = new Set(wanted);
    for (const node of [...layers.tables.children]) if (!keep.has(node)) node.remove();
    const fresh = wanted.filter((node) => !node.parentNode);
    if (fresh.length) layers.tables.append(...fresh);
    at('percent').textContent = Math.round(page.zoom * 100) + ' %';
    drawMinimapFrame();
}

function nodeOf(index, detail) {
    const kept = parts[detail];
    let node = kept.get(index);
    if (!node) {
        node = tableNode(index, detail);
        kept.set(index, node);
        markTable(node, index);
    }
    return node;
}

function zoomTo(zoom, cx, cy) {
    const box = canvas.getBoundingClientRect();
    cx ??= box.width / 2;
    cy ??= box.height / 2;
    zoom = Math.min(most, Math.max(least, zoom));
    page.x = cx - (cx - page.x) * zoom / page.zoom;
    page.y = cy - (cy - page.y) * zoom / page.zoom;
    page.zoom = zoom;
    refresh();
}

function fit(rect, limit) {
    const box = canvas.getBoundingClientRect(), [x, y, w, h] = rect || layout().bounds;
    page.zoom = Math.min(limit || 1.25, most, Math.max(least, Math.min(box.width / (w || 1), box.height / (h || 1))));
    page.x = (box.width - w * page.zoom) / 2 - x * page.zoom;
    page.y = (box.height - h * page.zoom) / 2 - y * page.zoom;
    refresh();
}

// Brings a table into view, large enough to be read; with its neighbours where they have the room.
function reveal(index) {
    const place = placeOf(index);
    if (!place) return;
    const box = canvas.getBoundingClientRect(), left = place[0] * page.zoom + page.x, top = place[1] * page.zoom + page.y;
    const inside = left >= 0 && top >= 0 && left + place[2] * page.zoom <= box.width && top + Math.min(place[3] * page.zoom, box.height / 2) <= box.height;
    if (inside && page.zoom >= .55) return;
    // Those at the other end of a drawn line: a hub, which is named in a pill, may be far off.
    const drawn = touching[index].map((e) => edges[e]).filter((e) => layout().edges[e.id]?.[1]);
    const around = [index, ...drawn.flatMap((e) => [e.fromIndex, e.toIndex])].map(placeOf).filter(Boolean), margin = 40;
    const x = Math.min(...around.map((p) => p[0])) - margin, y = Math.min(...around.map((p) => p[1])) - margin;
    const w = Math.max(...around.map((p) => p[0] + p[2])) + margin - x, h = Math.max(...around.map((p) => p[1] + p[3])) + margin - y;
    const whole = Math.min(box.width / w, box.height / h);
    if (whole >= .5) {
        page.zoom = Math.min(1, Math.max(whole, .5));
        page.x = box.width / 2 - (x + w / 2) * page.zoom;
        page.y = box.height / 2 - (y + h / 2) * page.zoom;
    } else {
        page.zoom = page.zoom < .55 ? .8 : page.zoom;
        page.x = box.width / 2 - (place[0] + place[2] / 2) * page.zoom;
        page.y = box.height / 2 - (place[1] + Math.min(place[3], box.height / page.zoom) / 2) * page.zoom;
    }
    refresh();
}

canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey || event.deltaMode === 1 || Math.abs(event.deltaY) >= 50) {
        zoomTo(page.zoom * Math.exp(-Math.sign(event.deltaY) * Math.min(.25, Math.abs(event.deltaY) * (event.deltaMode === 1 ? .08 : .0025))), event.clientX - box.left, event.clientY - box.top);
    } else {
        page.x -= event.deltaX;
        page.y -= event.deltaY;
        refresh();
    }
}, { passive: false });

const pointers = new Map();
let moved = false, spread = 0;
canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    moved = false;
    spread = 0;
});
window.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const dx = event.clientX - last[0], dy = event.clientY - last[1];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    canvas.classList.add('dragging');
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (pointers.size === 1) {
        page.x += dx;
        page.y += dy;
        refresh();
    } else if (pointers.size === 2) {
        const [[ax, ay], [bx, by]] = [...pointers.values()], now = Math.hypot(ax - bx, ay - by), box = canvas.getBoundingClientRect();
        if (spread) zoomTo(page.zoom * now / spread, (ax + bx) / 2 - box.left, (ay + by) / 2 - box.top);
        spread = now;
    }
});
for (const kind of ['pointerup', 'pointercancel']) {
    window.addEventListener(kind, (event) => {
        pointers.delete(event.pointerId);
        canvas.classList.remove('dragging');
    });
}

// Minimap: all boxes as one path, the part in view as a frame.
const mini = at('minimap');
const miniScale = () => Math.min(188 / (layout().bounds[2] || 1), 112 / (layout().bounds[3] || 1));
function drawMinimap() {
    const [x, y, w, h] = layout().bounds, scale = miniScale();
    mini.setAttribute('width', w * scale);
    mini.setAttribute('height', h * scale);
    mini.setAttribute('viewBox', `${x} ${y} ${w} ${h}`);
    const boxes = (list) => list.map((r) => `M${r[0]} ${r[1]}h${r[2]}v${r[3]}h${-r[2]}z`).join('');
    mini.replaceChildren(svg('path', { class: 'areas', d: boxes((data.groups || []).map((g) => g.rect).filter(Boolean)) }),
        svg('path', { class: 'boxes', d: boxes(tables.map((table, i) => onSide(table.state) && placeOf(i)).filter(Boolean)) }),
        svg('path', { class: 'at', d: page.selected < 0 ? '' : boxes([placeOf(page.selected)].filter(Boolean)) }),
        svg('rect', { class: 'seen', 'vector-effect': 'non-scaling-stroke' }));
    drawMinimapFrame();
}
function drawMinimapFrame() {
    const frame = mini.querySelector('.seen'), box = canvas.getBoundingClientRect(), [bx, by, bw, bh] = layout().bounds;
    if (!frame) return;
    mini.style.display = page.dictionary || (fits() && isCovered(box)) ? 'none' : '';
    const left = Math.max(bx, -page.x / page.zoom), top = Math.max(by, -page.y / page.zoom);
    const right = Math.min(bx + bw, (box.width - page.x) / page.zoom), bottom = Math.min(by + bh, (box.height - page.y) / page.zoom);
    for (const [key, value] of Object.entries({ x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) })) frame.setAttribute(key, value);
}
// Whether a table lies below the minimap: where all is in view, the minimap must not hide a part of it.
function isCovered(own) {
    const left = (12 - page.x) / page.zoom, right = (212 - page.x) / page.zoom, top = (own.height - 130 - page.y) / page.zoom;
    return tables.some((table, i) => {
        const p = placeOf(i);
        return p && p[0] < right && p[0] + p[2] > left && p[1] + p[3] > top;
    });
}
function fits() {
    const box = canvas.getBoundingClientRect(), [x, y, w, h] = layout().bounds;
    return x * page.zoom + page.x >= -2 && y * page.zoom + page.y >= -2 && (x + w) * page.zoom + page.x <= box.width + 2 && (y + h) * page.zoom + page.y <= box.height + 2;
}
function goTo(event) {
    const box = mini.getBoundingClientRect(), [x, y, w, h] = layout().bounds, own = canvas.getBoundingClientRect();
    page.x = own.width / 2 - (x + (event.clientX - box.left - 1) / (box.width - 2) * w) * page.zoom;
    page.y = own.height / 2 - (y + (event.clientY - box.top - 1) / (box.height - 2) * h) * page.zoom;
    refresh();
}
mini.addEventListener('pointerdown', (event) => { mini.setPointerCapture(event.pointerId); goTo(event); });
mini.addEventListener('pointermove', (event) => { if (event.buttons & 1) goTo(event); });
