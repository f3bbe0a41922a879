// Draws an SVG in Chromium: node draw.mjs SVG PNG WIDTH HEIGHT. Prints a line for each element that leaves the picture, for each text that leaves its
// table, and for whatever the browser complains of; then "texts N, tables N".
import { openPage, startChromium } from './chromium.mjs';

const [svg, png, width, height] = process.argv.slice(2);
const browser = await startChromium();
try {
    const page = await openPage(browser, svg, { width: Number(width), height: Number(height) });
    await page.settle();
    await page.picture(png);
    page.problems.forEach((problem) => console.log(problem));
    console.log(await page.evaluate(`(() => {
        const lines = [], reach = 0.75;
        const isOutside = (inner, outer) => inner.left < outer.left - reach || inner.top < outer.top - reach || inner.right > outer.right + reach || inner.bottom > outer.bottom + reach;
        const said = (element, box) => element.tagName + ' "' + (element.textContent || element.id).slice(0, 40) + '" at ' + [box.left, box.top, box.right, box.bottom].map(Math.round);
        const whole = document.documentElement.getBoundingClientRect();
        for (const element of document.querySelectorAll('text, rect, path, ellipse, line')) {
            const box = element.getBoundingClientRect();
            if (isOutside(box, whole)) lines.push('outside of the picture: ' + said(element, box));
        }
        const tables = document.querySelectorAll('svg > g[id^="t."]');
        for (const table of tables) {
            const frame = table.querySelector('rect').getBoundingClientRect();
            for (const text of table.querySelectorAll('text')) {
                const box = text.getBoundingClientRect();
                if (isOutside(box, frame)) lines.push('outside of its table: ' + said(text, box));
            }
        }
        return [...lines, 'texts ' + document.querySelectorAll('text').length + ', tables ' + tables.length].join('\\n');
    })()`));
} finally {
    await browser.stop();
}
