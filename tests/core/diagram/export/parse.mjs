// Reads exports of diagrams with the parsers of the tools they are for, and prints what those understood, one JSON text a file:
//   node parse.mjs NODE_MODULES_FOLDER FILE.dbml|FILE.mmd …
// {"tables": [{"name", "columns": [{"name", "type", "note"}]}], "lines": [{"name", "from", "to"}]} or {"error"}.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const require = createRequire(path.join(folder, 'package.json'));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);

const files = process.argv.slice(3);
const dbmlCore = files.some((file) => file.endsWith('.dbml')) ? await load('@dbml/core') : null;
// The bundle: one file to load instead of a hundred.
const mermaid = files.some((file) => file.endsWith('.mmd')) ? (await import(pathToFileURL(path.join(folder, 'node_modules/mermaid/dist/mermaid.esm.min.mjs')).href)).default : null;

function readDbml(text) {
    const database = new (dbmlCore.Parser ?? dbmlCore.default.Parser)().parse(text, 'dbmlv2');
    const full = (schema, table) => (schema && schema !== 'public' ? schema + '.' : '') + table;
    const tables = [], lines = [];
    for (const schema of database.schemas) {
        for (const table of schema.tables)
            tables.push({ name: full(schema.name, table.name), note: table.note ?? '', primary: table.indexes.filter((i) => i.pk).map((i) => i.columns.map((c) => c.value)),
                columns: table.fields.map((f) => ({ name: f.name, type: f.type.type_name, note: f.note ?? '', notNull: !!f.not_null, pk: !!f.pk, unique: !!f.unique, default: f.dbdefault?.value ?? '' })) });
        for (const ref of schema.refs)
            lines.push({ name: ref.name ?? '', ends: ref.endpoints.map((e) => ({ table: full(e.schemaName, e.tableName), columns: e.fieldNames, relation: e.relation })) });
    }
    return { tables, lines };
}

// Mermaid keeps entity codes (#34;) as placeholders until it has drawn.
const decoded = (text) => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code))).replace(/ﬂ°(\w+)¶ß/g, '&$1;');

async function readMermaid(text) {
    await mermaid.parse(text); // makes it know its kinds of diagrams
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    const found = diagram.db.getEntities();
    const entities = found instanceof Map ? [...found.entries()] : Object.entries(found);
    const names = new Map(entities.map(([name, entity]) => [entity.id ?? name, name]));
    return {
        tables: entities.map(([name, entity]) => ({ name: decoded(name), columns: (entity.attributes ?? []).map((a) => ({ name: a.attributeName ?? a.name, type: a.attributeType ?? a.type,
            note: decoded(a.attributeComment ?? a.comment ?? ''), keys: a.attributeKeyTypeList ?? a.keys ?? [] })) })),
        lines: diagram.db.getRelationships().map((r) => ({ name: decoded(r.roleA), ends: [decoded(names.get(r.entityA) ?? r.entityA), decoded(names.get(r.entityB) ?? r.entityB)], spec: r.relSpec })),
    };
}

for (const file of files) {
    const text = fs.readFileSync(file, 'utf8');
    let result;
    try {
        result = file.endsWith('.dbml') ? readDbml(text) : await readMermaid(text);
    } catch (error) {
        result = { error: error.diags ? JSON.stringify(error.diags) : String(error.message ?? error) };
    }
    console.log(JSON.stringify(result));
}
