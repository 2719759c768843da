// Land seen from the air: a field of heights, its shadows, and a camera that draws each column of the picture from near to far.

import { type Colour, clamp, clouds, crests, gradient, hex, light, mix, type Shade, scale, smooth } from './canvas.js';

const SIDE = 1024;

type Land = {
  readonly height: (x: number, z: number) => number;
  /** colour of the ground, from its height, its steepness and the light on it */
  readonly ground: (at: { x: number; z: number; height: number; steep: number; lit: number }) => Colour;
  readonly air: (up: number, across: number) => Colour;
  readonly haze: number;
  readonly eye: number;
  readonly tilt: number;
  readonly sun: { readonly across: number; readonly up: number };
};

type Field = { heights: Float32Array; shadows: Float32Array };

/** Computes heights on a grid, and how much each point lies in the shadow of what stands between it and the sun. */
function survey({ height, sun }: Land): Field {
  const heights = new Float32Array(SIDE * SIDE);
  const shadows = new Float32Array(SIDE * SIDE);
  const shade = new Float32Array(SIDE);
  for (let z = 0; z < SIDE; z++) for (let x = 0; x < SIDE; x++) heights[z * SIDE + x] = height((x / SIDE) * 4, (z / SIDE) * 4);
  const fall = (sun.up * 4) / SIDE;
  for (let step = 0; step < SIDE; step++) {
    const x = sun.across > 0 ? SIDE - 1 - step : step;
    for (let z = 0; z < SIDE; z++) {
      const at = heights[z * SIDE + x] ?? 0;
      const cast = (shade[z] ?? 0) - fall;
      shadows[z * SIDE + x] = smooth(-0.004, 0.045, cast - at);
      shade[z] = Math.max(at, cast);
    }
  }
  return { heights, shadows };
}

/** Reads a grid between its points. */
function sample(grid: Float32Array, x: number, z: number): number {
  const column = clamp((x / 4) * SIDE, 0, SIDE - 2);
  const row = clamp((z / 4) * SIDE, 0, SIDE - 2);
  const at = Math.floor(row) * SIDE + Math.floor(column);
  const u = column - Math.floor(column);
  const v = row - Math.floor(row);
  const top = (grid[at] ?? 0) * (1 - u) + (grid[at + 1] ?? 0) * u;
  const bottom = (grid[at + SIDE] ?? 0) * (1 - u) + (grid[at + SIDE + 1] ?? 0) * u;
  return top + (bottom - top) * v;
}

/** Returns a shade of the land. Rays of a column are followed once; `aspect` is width by height of the picture. */
export function view(land: Land, aspect: number): Shade {
  const { heights, shadows } = survey(land);
  const spread = 1.05 / aspect; // keeps the farthest ground inside the field
  const paint = (x: number, z: number, distance: number): Colour => {
    const step = 0.006;
    const here = sample(heights, x, z);
    const east = (sample(heights, x + step, z) - sample(heights, x - step, z)) / (2 * step);
    const south = (sample(heights, x, z + step) - sample(heights, x, z - step)) / (2 * step);
    const length = Math.hypot(east, south, 1);
    const towards = Math.hypot(land.sun.across, land.sun.up, 0.35);
    const facing = (-east * land.sun.across + land.sun.up + south * 0.35) / (length * towards);
    const lit = clamp(facing) * (1 - sample(shadows, x, z));
    const colour = land.ground({ x, z, height: here, steep: 1 - 1 / length, lit });
    return mix(colour, land.air(0, x - 2), 1 - Math.exp(-((distance * land.haze) ** 1.5)));
  };
  return (x, y) => {
    const across = x - aspect / 2;
    const slope = (land.tilt - y) * spread * 1.15;
    let distance = 0.12;
    while (distance < 3.8) {
      const height = land.eye + slope * distance;
      const gap = height - sample(heights, 2 + across * distance * spread, 3.9 - distance);
      if (gap < 0.0004 * distance) return paint(2 + across * distance * spread, 3.9 - distance, distance);
      if (height > 1.1 && slope > 0) break;
      distance += Math.max(0.0012 * (1 + distance), gap * 0.32);
    }
    return land.air(clamp((land.tilt - y) / land.tilt), across);
  };
}

/** Dunes in the evening: long crests with a lit and a dark side, and ripples on the sand. */
export function dunes(): Shade {
  const air = gradient('#f7d9b0', '#e9b98f', '#b99aa0', '#7688a8');
  const wave = (t: number) => {
    const part = t - Math.floor(t);
    return part < 0.72 ? (part / 0.72) ** 1.5 : ((1 - part) / 0.28) ** 1.15;
  };
  return view(
    {
      height: (x, z) => {
        const bend = clouds(x * 0.9, z * 0.8, 3, 4);
        const large = wave(x * 0.85 + z * 0.42 + bend * 0.85 + 0.3) * (0.3 + 0.16 * clouds(x * 0.7, z * 0.7 + 5, 2, 6));
        const small = wave(x * 2.4 - z * 0.7 + bend * 2.2) * 0.055;
        return large + small + clouds(x * 0.6, z * 0.6, 2, 8) * 0.1;
      },
      ground: ({ x, z, lit }) => {
        const ripple = Math.sin((z * 1.2 + x * 0.4 + clouds(x * 3, z * 3, 3, 2) * 0.24) * 190) * 0.035;
        const sand = scale(hex('#e8a563'), 1 + ripple + clouds(x * 60, z * 60, 2, 3) * 0.06);
        return light(mix(hex('#5a3540'), sand, smooth(0, 0.62, lit + ripple * 0.6)), hex('#ffdca0'), smooth(0.6, 1, lit) * 0.16);
      },
      air: (up, across) => light(air(up ** 1.2), hex('#ffcf90'), Math.exp(-Math.abs(across - 0.6) * 2.4) * (1 - up) * 0.3),
      haze: 0.33,
      eye: 0.7,
      tilt: 0.3,
      sun: { across: 0.86, up: 0.42 },
    },
    1.5,
  );
}

/** A range of snow in the last light, which reaches only the summits. */
export function snowPeaks(): Shade {
  const air = gradient('#f0b8a4', '#b99cc0', '#6a86ba', '#2f5590', '#1f3f78');
  return view(
    {
      height: (x, z) => {
        const range = smooth(3.7, 1.4, z) * (0.5 + 0.5 * smooth(2.7, 1.2, z));
        return crests(x * 1.15 + 3, z * 1.15, 9, 21) * 0.7 * range + crests(x * 5, z * 5, 5, 5) * 0.03 - 0.12;
      },
      ground: ({ x, z, height, steep, lit }) => {
        const rock = smooth(0.42, 0.6, steep + clouds(x * 22, z * 22, 4, 9) * 0.2);
        const snow = mix(hex('#5b79b4'), hex('#fff4ea'), smooth(0.02, 0.7, lit));
        const evening = mix(snow, mix(snow, hex('#ffb08c'), 0.62), lit * smooth(0.15, 0.6, height));
        return mix(evening, mix(hex('#36436a'), hex('#c98a6c'), smooth(0, 0.6, lit)), rock * 0.82);
      },
      air: (up, across) => {
        const veil = smooth(0.05, 0.5, clouds(across * 1.3 + 8, up * 5, 6, 14));
        return mix(air(up), hex('#ffd3bc'), veil * 0.42 * (1 - up * 0.6));
      },
      haze: 0.15,
      eye: 0.36,
      tilt: 0.52,
      sun: { across: -0.8, up: 0.52 },
    },
    2.4,
  );
}
