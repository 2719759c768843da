// Pictures without mountains: a sea, fields from the air, rain on a window, a city at dusk, and waves as a woodblock prints them.

import { type Colour, clamp, clouds, gradient, hash, hex, light, mix, type Shade, scale, smooth } from './canvas.js';

/** The sea at noon against the sun: a path of glitter, and showers at the horizon. */
export function sea(): Shade {
  const horizon = 0.44;
  const sky = gradient('#33435c', '#66788c', '#a3a8a6', '#e6cfa4', '#f7dfae');
  return (x, y) => {
    const sun = Math.exp(-(((x - 0.72) / 0.34) ** 2));
    if (y < horizon) {
      const pile = clouds(x * 1.5, y * 4.2 + clouds(x * 3, y * 5, 4, 3) * 0.5, 7, 71);
      const body = smooth(-0.1, 0.5, pile + (0.2 - y) * 0.9);
      const rim = smooth(0.14, 0, Math.abs(body - 0.35)) * sun;
      const air = light(sky(y / horizon), hex('#ffd48a'), sun * smooth(0, horizon, y) * 0.34);
      const rain = smooth(0.1, 0.5, clouds(x * 2.6 - y * 0.9, 2, 3, 6)) * smooth(0.2, horizon, y) * 0.22;
      return mix(
        light(mix(air, mix(hex('#3c4658'), hex('#8d8a8a'), y / horizon), body * 0.55), hex('#ffe2ae'), rim * 0.16),
        hex('#66707c'),
        rain,
      );
    }
    const near = (y - horizon) / (1 - horizon);
    const far = 1 / (0.03 + near);
    const swell = clouds(x * far * 1.8 + 40, far * 6.5, 5, 15);
    const chop = clouds(x * far * 9, far * 30, 4, 25);
    const crest = swell * 0.75 + chop * 0.6;
    const water = mix(hex('#8c9494'), hex('#16303d'), smooth(0, 0.5, near));
    const path = Math.exp(-(((x - 0.72) / (0.1 + near * 0.26)) ** 2));
    const glitter = smooth(0.1, 0.42, crest + path * 0.24 - near * 0.06) * path;
    const face = light(scale(water, 1 + crest * 0.55), hex('#6d8f98'), clamp(crest) * 0.35);
    return light(face, hex('#ffe6b4'), glitter * (1.05 - near * 0.3) + path * 0.1);
  };
}

/** Fields from the air in late summer: patches with furrows of their own, paths, and a river. */
export function fields(): Shade {
  const tones = ['#c9a74e', '#8d9a4a', '#d9c27a', '#5f7a3c', '#b08440', '#a3b060', '#e0cf98', '#6d5a36', '#3f5f36'].map(hex);
  return (px, py) => {
    const x = px + clouds(px * 2.2, py * 2.2, 3, 1) * 0.07;
    const y = py + clouds(px * 2.2, py * 2.2, 3, 2) * 0.07;
    let [first, second, cell] = [9, 9, 0];
    const size = 7.5;
    for (let row = Math.floor(y * size) - 2; row <= y * size + 2; row++)
      for (let column = Math.floor(x * size * 0.7) - 2; column <= x * size * 0.7 + 2; column++) {
        const dx = (column + 0.1 + hash(column, row, 1) * 0.8) / (size * 0.7) - x;
        const dy = (row + 0.1 + hash(column, row, 2) * 0.8) / size - y;
        const away = Math.max(Math.abs(dx * 0.86 + dy * 0.5) * 0.8, Math.abs(dy * 0.86 - dx * 0.5) * 1.15);
        if (away < first) [first, second, cell] = [away, first, Math.floor(hash(column, row, 3) * 9973)];
        else if (away < second) second = away;
      }
    const turn = hash(cell, 4) < 0.5 ? 0.52 : 2.09;
    const furrow =
      Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) * (320 + hash(cell, 5) * 500)) * (0.03 + 0.08 * hash(cell, 6));
    const soil = clouds(x * 9, y * 9, 5, cell) * 0.16 + clouds(x * 70, y * 70, 2, 3) * 0.08;
    const crop = scale(tones[cell % tones.length] ?? [0, 0, 0], 1 + furrow + soil);
    const edge = second - first;
    const hedge = smooth(0.009, 0.004, edge) * smooth(-0.3, 0.1, clouds(x * 30, y * 30, 3, 6));
    const land = mix(
      mix(crop, hex('#e6d8b4'), smooth(0.006, 0.003, edge) * 0.7),
      hex('#22381f'),
      hedge * (hash(cell, 9) < 0.6 ? 0.9 : 0.1),
    );
    const stream = Math.abs(px - 0.52 - 0.2 * Math.sin(py * 5.2 + 0.6) - clouds(py * 4, 2, 4, 8) * 0.13 - (py - 0.5) * 0.3);
    const wood = smooth(0.085, 0.03, stream + clouds(px * 16, py * 16, 4, 7) * 0.06);
    const tree = scale(hex('#2c4a28'), 0.75 + 0.9 * clamp(0.5 + clouds(px * 90, py * 90, 3, 5)));
    const shore = mix(mix(land, tree, wood), hex('#d8c69a'), smooth(0.034, 0.028, stream) * 0.85);
    const water = light(hex('#3d7480'), hex('#cfe6e0'), 0.1 + 0.2 * clouds(px * 8, py * 8, 3, 4));
    const shadow = 1 - 0.34 * smooth(0.06, 0.3, clouds(px * 1.7 + 3, py * 1.7, 5, 33));
    return scale(mix(shore, water, smooth(0.026, 0.022, stream)), shadow * 1.06);
  };
}

type Lamp = { x: number; y: number; radius: number; colour: Colour; strength: number };

/** Lamps of a street, out of focus. */
function lamps(): Lamp[] {
  const colours = ['#ffb04a', '#ff7a3c', '#ffd98a', '#f2483c', '#59d0c8', '#ffe9c4', '#4f8cff'].map(hex);
  return Array.from({ length: 58 }, (_, index) => ({
    x: hash(index, 1, 7) * 0.9 - 0.06,
    y: 0.22 + hash(index, 2, 7) ** 0.8 * 0.66,
    radius: 0.026 + 0.07 * hash(index, 3, 7) ** 1.3,
    colour: colours[Math.floor(hash(index, 4, 7) * colours.length)] ?? [1, 1, 1],
    strength: 0.3 + 0.7 * hash(index, 5, 7) ** 1.4,
  }));
}

/** A window on a wet evening: the street is a blur, and each drop shows it upside down. */
export function rainyWindow(): Shade {
  const all = lamps();
  const dark = gradient('#0e1a2c', '#182a40', '#22304a', '#2b2634', '#15161f');
  const street = (x: number, y: number, soft: number): Colour => {
    let colour = dark(y);
    for (const lamp of all) {
      const away = Math.hypot(x - lamp.x, y - lamp.y);
      if (away > lamp.radius * 2) continue;
      const ring = 0.75 + 0.35 * smooth(0.6, 0.95, away / lamp.radius);
      colour = light(
        colour,
        lamp.colour,
        smooth(lamp.radius * (1 + soft), lamp.radius * (1 - soft), away) * ring * lamp.strength,
      );
    }
    return colour;
  };
  const drop = (x: number, y: number, cells: number, share: number): Colour | undefined => {
    for (let row = Math.floor(y * cells) - 1; row <= y * cells + 1; row++)
      for (let column = Math.floor(x * cells) - 1; column <= x * cells + 1; column++) {
        if (hash(column, row, cells) > share) continue;
        const radius = (0.14 + 0.34 * hash(column, row, cells + 1) ** 2) / cells;
        const dx = (x - (column + hash(column, row, cells + 2)) / cells) / radius;
        const dy = (y - (row + hash(column, row, cells + 3)) / cells) / (radius * (1.05 + 0.3 * hash(column, row, cells + 4)));
        const wobble = 1 + 0.12 * clouds(dx * 1.3 + column, dy * 1.3 + row, 2, 4);
        const inside = Math.hypot(dx, dy) * wobble;
        if (inside >= 1) continue;
        const bend = 0.16 + 0.3 * inside ** 3;
        const seen = street(clamp(x - dx * bend, -0.1, 0.9), clamp(0.55 - dy * (0.18 + bend), 0, 1), 0.25);
        const rim = smooth(0.62, 1, inside) * (0.55 + 0.4 * dy);
        const shine = Math.exp(-((dx + 0.36) ** 2 + (dy + 0.42) ** 2) / 0.022);
        return light(light(scale(seen, 1.3 - rim), hex('#9fb4c8'), 0.06 * (1 - inside)), hex('#ffffff'), shine * 0.6);
      }
    return undefined;
  };
  return (x, y) => {
    const found = drop(x, y, 6, 0.42) ?? drop(x, y, 13, 0.34) ?? drop(x, y, 34, 0.3) ?? drop(x, y, 80, 0.16);
    if (found) return found;
    const steam = 0.1 + 0.1 * clouds(x * 4, y * 4, 4, 9);
    return mix(street(x + clouds(x * 60, y * 60, 2, 1) * 0.004, y, 0.12), hex('#7d8fa6'), clamp(steam));
  };
}

/** A city on a river at dusk: towers with lit windows, and their lights in the water. */
export function city(): Shade {
  const shore = 0.7;
  const sky = gradient('#1d2350', '#47407f', '#8f5590', '#d97b80', '#f9b27a', '#ffd692');
  const tower = (x: number, layer: number) => {
    const width = 0.085 - layer * 0.006;
    const cell = Math.floor(x / width + layer * 0.37);
    const middle = Math.exp(-(((x - 1.5 - layer * 0.12) / 0.95) ** 2));
    const tall = (0.09 + 0.3 * hash(cell, layer, 1) ** 1.7 * (0.4 + middle)) * (1.12 - layer * 0.2);
    const inset = hash(cell, layer, 2) * 0.3;
    const part = x / width + layer * 0.37 - cell;
    const body = part > inset * 0.5 && part < 1 - inset * 0.5;
    const crown = hash(cell, layer, 3) < 0.4 && part > 0.32 && part < 0.68 ? 0.022 : 0;
    const mast = hash(cell, layer, 4) < 0.3 && Math.abs(part - 0.5) < 0.012 ? 0.07 : 0;
    return { cell, top: shore - (body ? tall + crown + mast : 0.045), part, solid: shore - tall };
  };
  const above: Shade = (x, y) => {
    const streak = smooth(0, 0.4, clouds(x * 1.1, y * 8, 6, 61));
    let colour = light(
      mix(sky((y / shore) ** 1.15), hex('#ff9a7a'), streak * 0.34),
      hex('#ffd9a0'),
      Math.exp(-Math.hypot(x - 1.9, (y - 0.66) * 1.6) * 3.4) * 0.34,
    );
    for (let layer = 0; layer < 3; layer++) {
      const { cell, top, part, solid } = tower(x, layer);
      if (y < top) continue;
      const wall = mix(
        [hex('#a0658a'), hex('#5b4275'), hex('#221f42')][layer] ?? [0, 0, 0],
        hex('#e39a86'),
        smooth(0.2, 0, shore - y) * (0.42 - layer * 0.12),
      );
      const [floor, room] = [Math.floor(y * (150 - layer * 26)), Math.floor(part * (12 - layer * 2))];
      const pane = (y * (150 - layer * 26)) % 1 > 0.34 && (part * (12 - layer * 2)) % 1 > 0.3 && y > solid + 0.008;
      const lit = pane && hash(cell * 31 + room, floor, layer + 5) < 0.1 + 0.13 * layer + 0.2 * hash(cell, 9, layer);
      colour = lit ? mix(wall, hash(room, floor, cell) < 0.8 ? hex('#ffd27a') : hex('#cfe8ff'), 0.5 + 0.2 * layer) : wall;
    }
    return colour;
  };
  return (x, y) => {
    if (y < shore) return above(x, y);
    const near = (y - shore) / (1 - shore);
    const ripple = clouds(x * 8, near ** 0.6 * 40, 4, 5);
    let sum: Colour = [0, 0, 0];
    for (const lift of [0.2, 0.6, 1, 1.5])
      sum = light(
        sum,
        above(x + ripple * 0.012, clamp(shore - (y - shore) * lift * 1.4 + ripple * 0.05, 0, shore - 0.002)),
        0.25,
      );
    return scale(
      mix(scale(sum, 0.86), hex('#1c2048'), 0.16 + near * 0.3),
      (1 + ripple * 0.3) * (1 - smooth(0.014, 0, y - shore) * 0.5),
    );
  };
}

/** Waves of a woodblock print: bands of indigo under white foam, a red sun, and the grain of the board. */
export function woodblock(): Shade {
  const blues = ['#9fb7b4', '#5f8c9c', '#2f6485', '#1d4468', '#152f4f'].map(hex);
  const paper = hex('#efe3c8');
  return (x, y) => {
    const board = clouds(x * 3, y * 90, 3, 3) * 0.05 + clouds(x * 160, y * 160, 2, 4) * 0.05;
    const sun = smooth(0.152, 0.149, Math.hypot(x - 0.67, y - 0.29));
    const bokashi = mix(mix(hex('#c9a98a'), paper, smooth(0, 0.4, y)), hex('#3c5f7d'), smooth(0.16, 0, y) * 0.85);
    const haze = smooth(
      0.004,
      0,
      Math.abs(y - 0.31 - 0.012 * Math.sin(x * 9)) - 0.02 * smooth(0.1, 0.5, x) * smooth(1.05, 0.6, x),
    );
    let colour = mix(mix(bokashi, hex('#c2402b'), sun * 0.94), paper, haze * 0.9);
    for (let layer = 0; layer < 6; layer++) {
      const width = 0.3 + layer * 0.055;
      const shifted = x / width + hash(layer, 3) * 2 + layer * 0.31;
      const part = shifted - Math.floor(shifted);
      const skew = part < 0.64 ? part / 0.64 : (1 - part) / 0.36;
      const height = (0.085 + layer * 0.016) * (0.75 + 0.5 * hash(Math.floor(shifted), layer, 8));
      const crest = 0.46 + layer * 0.105 - height * (skew * skew * (3 - 2 * skew)) ** 1.25;
      const claw = 0.011 * Math.abs(Math.sin(x * (90 - layer * 6) + layer)) * smooth(0.25, 0.95, skew);
      const below = y - crest + claw;
      if (below < 0) continue;
      const foam = (0.012 + 0.04 * smooth(0.45, 1, skew)) * (0.7 + 0.5 * Math.abs(Math.sin(x * (64 - layer * 4) + 2)));
      const band = Math.floor((below - foam) / (0.021 + layer * 0.003));
      const deep = blues[clamp(Math.floor(band * 0.8 + hash(layer, 5)), 0, 4)] ?? [0, 0, 0];
      const line = smooth(0.0035, 0.002, ((below - foam) % (0.021 + layer * 0.003)) + 0);
      const ink = below < 0.0035 || (below > foam && below < foam + 0.003);
      const body = below < foam ? hex('#f4ecd8') : mix(deep, hex('#10243d'), line * 0.5);
      colour = ink ? hex('#12263f') : body;
    }
    return scale(colour, 1 + board);
  };
}
