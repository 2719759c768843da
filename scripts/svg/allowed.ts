// Allowlists for SVG: elements, attributes, CSS properties, functions and addresses. They are based on the lists of svgo and
// property-information, which follow the standards, with some additions. Nothing in the lists can execute or load anything.

import { svg as attributesOfSvg } from 'property-information';
import type * as Svgo from 'svgo';
import { WEB_PIXEL_EXTENSIONS } from '../base/pictureFormats/table.js';
import { load } from '../base/program.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Elements that execute scripts, contain HTML, or are not drawn. */
const NOT_ALLOWED = new Set(words('script foreignObject metadata cursor color-profile font-face-uri'));
const MORE_ELEMENTS = words('feDropShadow meshgradient meshrow meshpatch');
/** Attributes that svgo and property-information lack. */
const MORE_ATTRIBUTES = words('lang role style xmlns tabindex mask-type pathLength href transform-origin vector-effect fr');
/** Attributes that change the meaning of addresses or send form data. */
const NO_ATTRIBUTES = new Set(words('xml:base target download ping formaction action src'));

/** CSS properties that affect only the look of a drawing, in addition to SVG's presentation attributes. */
const MORE_PROPERTIES = words(`
  x y cx cy r rx ry width height d transform-box rotate scale translate perspective perspective-origin backface-visibility
  max-width min-width max-height min-height inline-size shape-inside shape-subtract shape-margin shape-padding margin
  margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left
  background background-color background-image background-position background-size background-repeat border border-color border-width border-style border-radius box-sizing outline outline-color
  outline-width outline-style color-scheme forced-color-adjust print-color-adjust
  animation animation-name animation-duration animation-timing-function animation-delay animation-iteration-count
  animation-direction animation-fill-mode animation-play-state animation-composition
  transition transition-property transition-duration transition-timing-function transition-delay transition-behavior
  offset offset-path offset-distance offset-rotate offset-anchor offset-position will-change
  mix-blend-mode isolation mask-image mask-mode mask-position mask-size mask-repeat mask-origin mask-clip mask-composite
  font font-family font-feature-settings font-variation-settings font-kerning font-optical-sizing font-palette font-synthesis
  font-variant-caps font-variant-ligatures font-variant-numeric font-variant-east-asian font-variant-position
  font-variant-alternates font-language-override font-display src unicode-range ascent-override descent-override
  line-gap-override size-adjust line-height text-align text-align-last text-indent text-transform text-orientation text-overflow
  text-decoration-line text-decoration-color text-decoration-style text-decoration-thickness text-emphasis text-emphasis-color
  text-emphasis-style text-shadow text-underline-offset text-underline-position text-wrap white-space word-break overflow-wrap
  word-wrap hyphens syntax inherits initial-value line-break tab-size vertical-align user-select -webkit-user-select -webkit-text-fill-color
  -webkit-text-stroke -webkit-text-stroke-color -webkit-text-stroke-width marker
`);

/** Functions in CSS and in SVG attributes. The argument of `url` is checked separately. */
const FUNCTIONS = new Set(
  words(`
  url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark var env calc min max clamp round mod rem sin cos tan
  asin acos atan atan2 pow sqrt hypot log exp abs sign
  matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d rotate rotatex rotatey
  rotatez rotate3d skew skewx skewy perspective
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient
  circle ellipse inset polygon path rect xywh shape ray cubic-bezier steps linear format tech local icc-color device-cmyk
  accesskey wallclock
`),
);

/** At-rules that contain declarations or conditions for them. */
export const AT_RULES = new Set(
  words('media supports container layer scope starting-style keyframes -webkit-keyframes font-face property'),
);

/** True for custom properties and those of the editor Inkscape. */
const isPrivateProperty = (name: string): boolean => /^-inkscape-|^--/.test(name);

interface Lists {
  readonly elements: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  /** Attributes that an animation may set. */
  readonly animated: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
  /** Namespaces of editors; their elements are removed without a report. */
  readonly editors: ReadonlySet<string>;
}

let lists: Lists | undefined;

/** Returns the lists. The first call loads svgo. */
export function allowed(): Lists {
  lists ??= makeLists();
  return lists;
}

function makeLists(): Lists {
  const { elems, attrsGroups, editorNamespaces } = (load('svgo') as typeof Svgo)._collections;
  const names = [
    ...Object.entries(attrsGroups).flatMap(([group, names]) => (/event/i.test(group) ? [] : [...names])),
    ...Object.values(elems).flatMap(({ attrs }) => [...(attrs ?? [])]),
    ...Object.values(attributesOfSvg.property).map(({ attribute }) => attribute),
    ...MORE_ATTRIBUTES,
  ];
  const attributes = new Set(names.filter((name) => !/^on/i.test(name) && !NO_ATTRIBUTES.has(name)));
  const presentation = [...(attrsGroups.presentation ?? [])];
  return {
    elements: new Set([...Object.keys(elems).filter((name) => !NOT_ALLOWED.has(name)), ...MORE_ELEMENTS]),
    attributes,
    animated: new Set([...attributes].filter((name) => !/href$|^(?:style|xml|attributeName|id$)/.test(name))),
    properties: new Set([...presentation, ...MORE_PROPERTIES]),
    editors: new Set(editorNamespaces),
  };
}

/** Vendor prefixes. */
const PREFIX = /^-(?:webkit|moz|ms|o)-/;

/** True if a CSS property is allowed. */
export function isAllowedProperty(name: string): boolean {
  const { properties } = allowed();
  const known = name.toLowerCase();
  return properties.has(known) || properties.has(known.replace(PREFIX, '')) || isPrivateProperty(name);
}

/** True if a CSS function is allowed. */
export function isAllowedFunction(name: string): boolean {
  return FUNCTIONS.has(name.toLowerCase());
}

/** Addresses inside the file: a fragment, or a picture as a data URL. */
const INSIDE = new RegExp(`^(?:#|data:image/(?:${WEB_PIXEL_EXTENSIONS.join('|')})[;,])`, 'i');
const FONT = /^data:(?:font\/|application\/(?:x-)?font-|application\/(?:vnd\.ms-)?(?:opentype|truetype|fontobject))/i;

/** True if an address is a fragment of the drawing or an embedded picture. */
export function isInside(address: string): boolean {
  return INSIDE.test(address.trim());
}

/** True if an address is an embedded font. */
export function isFontInside(address: string): boolean {
  return FONT.test(address.trim());
}
