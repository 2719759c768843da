// Landscapes made of ridges that stand behind each other, each paler than the one before it: mountains in mist, a lake at dawn, pines in fog,
// a night with stars, and northern lights.

import {
  type Colour,
  clamp,
  clouds,
  crests,
  gradient,
  hash,
  hex,
  light,
  mix,
  noise,
  type Shade,
  scale,
  smooth,
} from './canvas.js';

type Ridges = {
  readonly seed: number;
  readonly count: number;
  /** heights of the farthest and the nearest ridge, from the top of the picture */
  readonly from: number;
  readonly to: number;
  readonly rough: number;
  readonly far: Colour;
  readonly near: Colour;
  readonly mist: Colour;
  /** height of the trees on the nearest ridges; 0 for none */
  readonly trees: number;
};

/** Returns how far trees rise above a ridge at `x`: spruces of different heights, with ragged sides. */
function spruces(x: number, height: number, seed: number): number {
  let top = 0;
  const step = height * 0.3;
  const cell = Math.floor(x / step);
  for (let near = cell - 2; near <= cell + 2; near++) {
    const middle = (near + hash(near, 0, seed)) * step;
    const tall = height * (0.35 + 0.65 * hash(near, 1, seed) ** 1.5);
    const beside = Math.abs(x - middle);
    const ragged = 1 + 0.35 * noise(beside * (90 / height) * 0.12 * 10, near, seed);
    top = Math.max(top, tall - beside * 4.2 * ragged);
  }
  return top;
}

/** Returns a function that draws the ridges over a colour of the sky. */
function ridges(look: Ridges): (x: number, y: number, sky: Colour) => Colour {
  const lines = new Map<number, number>();
  const line = (x: number, layer: number, depth: number) => {
    const key = Math.round(x * 4096) * 16 + layer;
    let at = lines.get(key);
    if (at === undefined) {
      const size = 1.6 + layer * 0.35;
      const rise =
        crests(x * size + layer * 31.7, layer * 7.9, 7, look.seed) * 0.75 +
        clouds(x * 1.1 + layer * 11, layer, 3, look.seed + 9) * 0.45;
      at = look.from + (look.to - look.from) * depth ** 0.85 - look.rough * (1 - depth * 0.45) * (rise - 0.35);
      if (look.trees > 0 && depth > 0.45) at -= spruces(x, look.trees * depth ** 3, look.seed + layer);
      lines.set(key, at);
    }
    return at;
  };
  return (x, y, sky) => {
    let colour = sky;
    for (let layer = 0; layer < look.count; layer++) {
      const depth = look.count === 1 ? 1 : layer / (look.count - 1);
      const below = y - line(x, layer, depth);
      if (below < -0.0015) continue;
      const stone = clouds(x * 14 + layer * 3, y * 26, 5, look.seed + layer) * 0.1 * (0.25 + depth);
      const solid = scale(mix(look.far, look.near, depth ** 1.25), 1 + stone);
      const drift = clouds(x * 2.2 + layer * 5, y * 7, 4, look.seed + 70 + layer) * 0.08;
      const fog = smooth(-0.02, 0.2 + depth * 0.1, below + drift) * (0.92 - depth * 0.66);
      colour = mix(colour, mix(solid, look.mist, fog), smooth(-0.0015, 0.001, below));
    }
    return colour;
  };
}

/** Returns the light of a sun or moon at a place, with its disc and the glow around it. */
function disc(x: number, y: number, radius: number): (px: number, py: number) => { disc: number; glow: number } {
  return (px, py) => {
    const away = Math.hypot(px - x, py - y);
    return { disc: smooth(radius + 0.002, radius - 0.002, away), glow: Math.exp(-away / (radius * 4)) };
  };
}

/** Ink mountains, rank behind rank, with the red sun of a seal. */
export function inkMountains(): Shade {
  const sky = gradient('#dcd3c0', '#efe6d2', '#f6ead2', '#f3dfc2');
  const sun = disc(1.26, 0.25, 0.062);
  const draw = ridges({
    seed: 20231119,
    count: 7,
    from: 0.5,
    to: 1.02,
    rough: 0.42,
    trees: 0.085,
    far: hex('#b9bcb4'),
    near: hex('#1d2a30'),
    mist: hex('#efe4cf'),
  });
  return (x, y) => {
    const { disc: face, glow } = sun(x, y);
    const cloud = clouds(x * 2.2, y * 9, 5, 3) * 0.05;
    const air = mix(scale(sky(y * 1.3), 1 + cloud), hex('#c8402a'), face * 0.9);
    return draw(x, y, light(air, hex('#ff9a5a'), glow * 0.16));
  };
}

/** A lake before sunrise: everything above the shore stands on its head below it. */
export function lake(): Shade {
  const shore = 0.56;
  const sky = gradient('#27406b', '#5577a0', '#b79fae', '#f3b48a', '#ffdca6');
  const sun = disc(0.98, 0.5, 0.03);
  const draw = ridges({
    seed: 78,
    count: 6,
    from: 0.4,
    to: 0.585,
    rough: 0.34,
    trees: 0.06,
    far: hex('#8c8aa6'),
    near: hex('#141d2e'),
    mist: hex('#eec3a2'),
  });
  const above: Shade = (x, y) => {
    const veil = smooth(0.02, 0.42, clouds(x * 1.6 + 4, y * 8, 6, 12) + 0.1);
    const air = mix(sky(y / shore), hex('#ffb98c'), veil * 0.55 * smooth(0, 0.5, y));
    const shown = draw(x, Math.min(y, shore), light(air, hex('#ffca8a'), sun(x, y).glow * 0.7));
    return light(shown, hex('#ffb070'), sun(x, y).glow * 0.25);
  };
  return (x, y) => {
    if (y < shore) return above(x, y);
    const near = (y - shore) / (1 - shore);
    const ripple = clouds(x * (9 - near * 5), near ** 0.45 * 46, 4, 5) * (0.006 + near * 0.034);
    const mirrored = above(x + ripple * 0.5, clamp(shore - (y - shore) * 0.98 + ripple, 0, shore - 0.001));
    const deep = mix(scale(mirrored, 0.82), hex('#1c2f4c'), 0.14 + near * 0.36);
    const bank = smooth(0.012, 0, y - shore) * 0.45;
    return scale(light(deep, hex('#ffc890'), clamp(ripple * 9, 0, 1) * 0.1), 1 - bank);
  };
}

/** Spruces on slopes that fog takes away one after the other. */
export function pines(): Shade {
  const sky = gradient('#cfdcd8', '#dfe7e0', '#e9ece1');
  const draw = ridges({
    seed: 412,
    count: 8,
    from: 0.22,
    to: 1,
    rough: 0.24,
    trees: 0.26,
    far: hex('#a9c2c0'),
    near: hex('#04161a'),
    mist: hex('#dbe5df'),
  });
  return (x, y) => draw(x, y, scale(sky(y * 1.6), 1 + clouds(x * 2, y * 4, 4, 8) * 0.05));
}

/** Returns the light of the stars at a place: many faint ones, few bright ones, each with its colour. */
function stars(x: number, y: number, crowd: number): Colour {
  let sum: Colour = [0, 0, 0];
  for (const [cells, share, strength] of [
    [210, 0.55, 0.35],
    [110, 0.3, 0.7],
    [36, 0.16, 1.5],
  ] as const) {
    const column = Math.floor(x * cells);
    const row = Math.floor(y * cells);
    if (hash(column, row, cells) > share * (0.35 + crowd)) continue;
    const dx = x * cells - column - 0.25 - 0.5 * hash(column, row, cells + 1);
    const dy = y * cells - row - 0.25 - 0.5 * hash(column, row, cells + 2);
    const size = cells === 36 ? 0.0016 : 0.0011;
    const spot =
      Math.exp(-((dx * dx + dy * dy) / (cells * size) ** 2)) * strength * (0.2 + 0.8 * hash(column, row, cells + 3) ** 3);
    const halo = cells === 36 ? Math.exp(-Math.hypot(dx, dy) / 0.09) * 0.16 * hash(column, row, cells + 3) ** 2 : 0;
    sum = light(sum, mix(hex('#ffd9b0'), hex('#bcd4ff'), hash(column, row, cells + 4)), spot + halo);
  }
  return sum;
}

/** A night far from any lamp: the Milky Way above a black ridge. */
export function starryNight(): Shade {
  const sky = gradient('#060a1a', '#0b1530', '#142a4e', '#2b4a6c', '#5f6f78');
  const draw = ridges({
    seed: 5150,
    count: 4,
    from: 0.83,
    to: 0.98,
    rough: 0.2,
    trees: 0.075,
    far: hex('#22344c'),
    near: hex('#03050a'),
    mist: hex('#36506a'),
  });
  return (x, y) => {
    const along = x * 0.62 + y * 0.78;
    const across = (x - 0.36) * 0.9 - (y - 0.42) * 0.5 + clouds(along * 3, 3, 4, 31) * 0.1;
    const band = Math.exp(-((across / 0.13) ** 2));
    const dust = smooth(-0.12, 0.34, clouds(along * 5 + 2, across * 13, 6, 44) + Math.exp(-((across / 0.035) ** 2)) * 0.22);
    const glow = band * (0.5 + 0.75 * clouds(along * 4, across * 9, 6, 50)) * (1 - dust * 0.8);
    const milky = mix(hex('#7f9bd6'), hex('#ffd8b8'), smooth(0.3, 0.9, band * (1 - dust)));
    const warm = light(light(sky(y ** 1.3), milky, clamp(glow) * 0.62), hex('#c77bd0'), band * dust * 0.06);
    const fade = 1 - smooth(0.7, 0.95, y) * 0.8;
    return draw(x, y, light(warm, stars(x, y, band * 0.6), fade));
  };
}

/** Northern lights over a fjord. */
export function northernLights(): Shade {
  const shore = 0.72;
  const sky = gradient('#040818', '#0a1630', '#10304a', '#1d4d58');
  const draw = ridges({
    seed: 911,
    count: 3,
    from: 0.62,
    to: 0.7,
    rough: 0.46,
    trees: 0,
    far: hex('#1a3a4a'),
    near: hex('#0a1a26'),
    mist: hex('#1f4b55'),
  });
  const curtain = (x: number, y: number, seed: number) => {
    const foot = 0.42 + clouds(x * 0.9, seed, 3, seed) * 0.42;
    const rays = 0.45 + 0.55 * smooth(-0.4, 0.5, clouds(x * 26 + y * 3, 1, 4, seed + 2) + clouds(x * 4, 7, 2, seed + 3));
    const up = foot - y;
    return up < 0 ? Math.exp(up * 46) * rays : Math.exp(-up * 5.4) * rays;
  };
  const above: Shade = (x, y) => {
    let colour = light(sky(y / shore), stars(x, y, 0.05), 0.9);
    for (const [seed, strength] of [
      [3, 0.85],
      [14, 0.55],
    ] as const) {
      const shine = curtain(x, y, seed) * strength * (0.35 + 0.65 * smooth(-0.35, 0.35, clouds(x * 1.3, seed * 3, 3, seed + 8)));
      colour = light(colour, mix(hex('#38f0a0'), hex('#9a5cf0'), smooth(0.34, 0.02, y + shine * 0.06)), shine);
    }
    return draw(x, Math.min(y, shore), colour);
  };
  return (x, y) => {
    if (y < shore) return above(x, y);
    const near = (y - shore) / (1 - shore);
    const ripple = clouds(x * 7, near ** 0.5 * 34, 4, 5) * (0.01 + near * 0.05);
    return mix(
      scale(above(x + ripple * 0.3, clamp(shore - (y - shore) * 1.7 + ripple, 0, shore - 0.001)), 0.72),
      hex('#06141f'),
      0.2 + near * 0.25,
    );
  };
}
