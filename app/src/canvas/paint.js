// Drains a numeric display list onto a 2D canvas. What is drawn, where and in which order is decided in Rust
// (`netwright_editor::paint`); this knows only six operations. Coordinates are device pixels.

const HEADER = 8;
const NONE = -1;

// So many letters of a text with an ellipsis for the rest.
function shortened(text, letters, face) {
  const tail = face === 1 ? letters >> 1 : 0;
  return `${text.slice(0, letters - tail).trimEnd()}…${tail > 0 ? text.slice(-tail).trimStart() : ''}`;
}

export class Screen {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    this.strings = [];
    this.colours = [];
    this.icons = [];
    this.family = getComputedStyle(canvas).getPropertyValue('--font-sans').trim() || 'sans-serif';
    // The width of a string per pixel of type size, by face and string; the shortened form by face, string and room.
    this.widths = [new Map(), new Map()];
    this.cuts = [new Map(), new Map()];
  }

  addStrings(strings) { this.strings.push(...strings); }

  addColours(colours) { this.colours.push(...colours); }

  setIcons(paths) { this.icons = paths.map((path) => new Path2D(path)); }

  resize(width, height) {
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
  }

  drain(list, length, background, ratio) {
    const g = this.context;
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.fillStyle = background;
    g.fillRect(0, 0, this.canvas.width, this.canvas.height);
    let at = 0;
    while (at < length) {
      const [op, fill, stroke, size, detail, mode, count] = list.subarray(at, at + 7);
      const from = at + HEADER, to = from + count;
      if (fill !== NONE) g.fillStyle = this.colours[fill];
      if (stroke !== NONE) {
        g.strokeStyle = this.colours[stroke];
        g.lineWidth = size;
        g.setLineDash(op === 3 || mode === 0 ? [] : mode === 1 ? [5 * ratio, 4 * ratio] : [2 * ratio, 4 * ratio]);
      }
      if (op === 1) this.rects(g, list, from, to, fill !== NONE, stroke !== NONE, detail);
      else if (op === 2) this.lines(g, list, from, to, detail);
      else if (op === 3) this.texts(g, list, from, to, size, detail, mode, stroke !== NONE ? 4 * ratio : 0);
      else if (op === 4) this.drawIcons(g, list, from, to, size);
      else if (op === 5) this.circles(g, list, from, to, stroke !== NONE);
      else if (op === 6) this.grid(g, list, from);
      at = to;
    }
  }

  rects(g, list, from, to, fills, strokes, radius) {
    if (radius < 2) {
      for (let i = from; i < to; i += 4) {
        if (fills) g.fillRect(list[i], list[i + 1], list[i + 2], list[i + 3]);
        if (strokes) g.strokeRect(list[i], list[i + 1], list[i + 2], list[i + 3]);
      }
      return;
    }
    for (let i = from; i < to; i += 4) {
      g.beginPath();
      g.roundRect(list[i], list[i + 1], list[i + 2], list[i + 3], radius);
      if (fills) g.fill();
      if (strokes) g.stroke();
    }
  }

  lines(g, list, from, to, radius) {
    g.lineJoin = 'round';
    g.beginPath();
    for (let i = from; i < to;) {
      const end = i + 1 + 2 * list[i];
      let x = list[i + 1], y = list[i + 2];
      g.moveTo(x, y);
      for (i += 3; i < end; i += 2) {
        const nx = list[i], ny = list[i + 1];
        if (radius >= 2 && i + 2 < end) {
          const before = Math.abs(nx - x) + Math.abs(ny - y);
          const after = Math.abs(list[i + 2] - nx) + Math.abs(list[i + 3] - ny);
          g.arcTo(nx, ny, list[i + 2], list[i + 3], Math.min(radius, before / 2, after / 2));
        } else {
          g.lineTo(nx, ny);
        }
        x = nx; y = ny;
      }
      i = end;
    }
    g.stroke();
  }

  texts(g, list, from, to, size, face, align, rim) {
    g.font = `${face === 1 ? 600 : 400} ${size}px ${this.family}`;
    g.textBaseline = 'middle';
    g.textAlign = align === 1 ? 'right' : align === 2 ? 'center' : 'left';
    if (rim > 0) {
      g.lineWidth = rim;
      g.lineJoin = 'round';
    }
    for (let i = from; i < to; i += 4) {
      const text = this.fitted(g, list[i], face, size, list[i + 3]);
      if (!text) continue;
      if (rim > 0) g.strokeText(text, list[i + 1], list[i + 2]);
      g.fillText(text, list[i + 1], list[i + 2]);
    }
  }

  // The string itself where it fits, else its beginning with an ellipsis; of a name, which is bold, its end too:
  // that is where siblings differ.
  fitted(g, number, face, size, room) {
    const text = this.strings[number], widths = this.widths[face];
    let width = widths.get(number);
    if (width === undefined) {
      width = g.measureText(text).width / size;
      widths.set(number, width);
    }
    if (width * size <= room) return text;
    // Rooms of nearly the same size share a result, so that zooming does not measure anew in every frame.
    const units = Math.floor((room / size) * 2), key = number * 4096 + units, cuts = this.cuts[face];
    let cut = cuts.get(key);
    if (cut === undefined) {
      let low = 0, high = text.length;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (g.measureText(shortened(text, middle, face)).width <= (units / 2) * size) low = middle; else high = middle - 1;
      }
      cut = low > 0 ? shortened(text, low, face) : '';
      if (cuts.size > 20000) cuts.clear();
      cuts.set(key, cut);
    }
    return cut;
  }

  drawIcons(g, list, from, to, width) {
    g.lineCap = 'round';
    g.lineJoin = 'round';
    for (let i = from; i < to; i += 4) {
      const scale = list[i + 3] / 24;
      g.setTransform(scale, 0, 0, scale, list[i + 1], list[i + 2]);
      g.lineWidth = width;
      g.stroke(this.icons[list[i]]);
    }
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.lineCap = 'butt';
  }

  circles(g, list, from, to, strokes) {
    for (let i = from; i < to; i += 3) {
      g.beginPath();
      g.arc(list[i], list[i + 1], list[i + 2], 0, 2 * Math.PI);
      g.fill();
      if (strokes) g.stroke();
    }
  }

  grid(g, list, from) {
    const [x, y, step, columns, rows, dot] = list.subarray(from, from + 6);
    for (let row = 0; row < rows; row++) {
      const top = Math.round(y + row * step);
      for (let column = 0; column < columns; column++) g.fillRect(Math.round(x + column * step), top, dot, dot);
    }
  }
}
