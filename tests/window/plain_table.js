// A windowed table as somebody would write it by hand for this one purpose, with the rows that the program shows: the measure
// for the program's own table. Both stand in the same page and are moved to the same places in turns.
// Answers with what a test needs: `gather` looks at every part of the list, `measure` times both.

const height = 40;
const spare = 8;

/** The program's table: what scrolls, and its rows. */
const ours = {
    scroll: document.querySelector("main [role=table]").parentElement,
    rows: () => document.querySelectorAll("main [role=table] [data-row]"),
};

/** One row taken apart: its shape without words, and the words in their order. */
function apart(row) {
    const words = [];
    const places = [];
    let shape = "";
    const walk = (node, path) => {
        if (node.nodeType === Node.TEXT_NODE) {
            words.push(node.data);
            places.push([path, null]);
            shape += "t";
            return;
        }
        shape += `<${node.tagName} ${node.getAttribute("class")}`;
        for (const { name, value } of [...node.attributes]) {
            if (["class", "style"].includes(name)) continue;
            words.push(value);
            places.push([path, name]);
            shape += ` ${name}`;
        }
        [...node.childNodes].forEach((child, at) => walk(child, [...path, at]));
    };
    const copy = row.cloneNode(true);
    const comments = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
    const empty = [];
    while (comments.nextNode()) empty.push(comments.currentNode);
    empty.forEach((comment) => comment.remove());
    copy.normalize();
    walk(copy, []);
    return { shape, words, places, copy };
}

/** Every row that was seen, as words; and for each shape an element and the places of its words. */
const gathered = { rows: [], shapes: new Map(), most: 0 };

/** The row of a place, made from its shape. */
function make(index) {
    const { shape, words } = gathered.rows[index % gathered.rows.length];
    const { copy, places } = gathered.shapes.get(shape);
    const row = copy.cloneNode(true);
    const nodes = places.map(([path]) => path.reduce((node, at) => node.childNodes[at], row));
    places.forEach(([, name], at) => {
        if (name === null) nodes[at].data = words[at];
        else nodes[at].setAttribute(name, words[at]);
    });
    row.style.transform = `translateY(${index * height}px)`;
    return row;
}

/** Puts the hand-written table over the program's own. */
function plain(count) {
    const scroll = ours.scroll.cloneNode(false);
    const table = ours.scroll.querySelector("[role=table]").cloneNode(true);
    const body = table.lastElementChild;
    body.replaceChildren();
    scroll.append(table);
    const place = ours.scroll.getBoundingClientRect();
    Object.assign(scroll.style, { position: "fixed", left: `${place.left}px`, top: `${place.top}px` });
    Object.assign(scroll.style, { width: `${place.width}px`, height: `${place.height}px` });
    ours.scroll.parentElement.append(scroll);
    const shown = new Map();
    const view = place.height;
    scroll.addEventListener("scroll", () => {
        const top = scroll.scrollTop;
        const first = Math.max(0, Math.floor(top / height) - spare);
        const last = Math.min(count - 1, Math.ceil((top + view) / height) - 1 + spare);
        for (const [index, row] of shown) {
            if (index >= first && index <= last) continue;
            row.remove();
            shown.delete(index);
        }
        for (let index = first; index <= last; index += 1) {
            if (shown.has(index)) continue;
            const row = make(index);
            shown.set(index, row);
            body.append(row);
        }
    });
    return scroll;
}

const frame = () => new Promise((done) => requestAnimationFrame(done));

/** As a person's wheel would: what scrolls is told, and everything that follows at once is done. */
async function move(scroll, top) {
    scroll.scrollTop = top;
    scroll.dispatchEvent(new Event("scroll"));
    for (let turn = 0; turn < 4; turn += 1) await null;
    return document.body.offsetHeight;
}

/** Stops at these parts of the list until their rows are there; remembers the rows, and how many there were at most. */
async function gather(from, to, step) {
    for (let index = from; index < to; index += step) {
        await move(ours.scroll, index * height);
        const deadline = performance.now() + 5_000;
        while (ours.scroll.querySelector("[data-row] .bars") !== null && performance.now() < deadline) {
            gathered.most = Math.max(gathered.most, ours.rows().length);
            await frame();
        }
        gathered.most = Math.max(gathered.most, ours.rows().length);
        if (gathered.rows.length >= 1_000) continue;
        for (const row of ours.rows()) {
            const { shape, words, places, copy } = apart(row);
            gathered.rows.push({ shape, words });
            if (!gathered.shapes.has(shape)) gathered.shapes.set(shape, { places, copy });
        }
    }
    return { most: gathered.most, empty: ours.scroll.querySelectorAll("[data-row] .bars").length };
}

/** Half of the places lie a little further each, half of them anywhere. */
function places(block, length, count) {
    let chance = block * 2_654_435_761 + 12_345;
    const next = () => (chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    const start = next() * (count - 200) * height;
    return Array.from({ length }, (_, at) => (block % 2 === 0 ? start + at * 120 : next() * (count - 20) * height));
}

/** The places of a block in turns of a few: what script and layout of each table took in each turn, in tenths of milliseconds. */
async function measure(count, from, to) {
    const [turns, length] = [10, 4];
    const other = (window.plainTable ??= plain(count));
    const blocks = [];
    for (let block = from; block < to; block += 1) {
        const tops = places(block, turns * length, count);
        const took = { ours: [], plain: [] };
        for (let turn = 0; turn < turns; turn += 1) {
            const here = tops.slice(turn * length, (turn + 1) * length);
            const order = [["ours", ours.scroll], ["plain", other]];
            for (const [name, scroll] of turn % 2 === 0 ? order : order.reverse()) {
                await frame();
                await frame();
                const begun = performance.now();
                for (const top of here) await move(scroll, top);
                took[name].push(Math.round(10 * (performance.now() - begun)));
            }
        }
        gathered.most = Math.max(gathered.most, ours.rows().length);
        blocks.push(took);
    }
    return { blocks, most: gathered.most };
}

window.scrolling = { gather, measure };
return ours.rows().length;
