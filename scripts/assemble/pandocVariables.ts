// Variables that Pandoc's manual documents or its templates use, and that have no meaning here. They are known and empty, so that
// templates made for Pandoc work unchanged.

/** @see Pandoc manual, "Variables" */
export const PANDOC_VARIABLES: readonly string[] = `
  CJKmainfont CJKmonofont CJKoptions CJKsansfont abstract abstract-title adjusting aspectratio author author-meta
  autoPlayMedia autoSlide autoSlideMethod autoSlideStoppable babel-lang babel-otherlangs background-image
  backgroundTransition backgroundcolor beamer beamerarticle beameroption belongs-to-collection biblatex
  biblatexoptions biblio-style biblio-title bibliography block-headings body body-type boxlinks category
  citation-style citecolor classoption code colorlinks colortheme context-dir context-lang contrastcolor contributor
  controls controlsBackArrows controlsLayout controlsTutorial cover-image cover-image-height cover-image-width
  coverage coverpage creator csl-css csl-entry-spacing csl-hanging-indent csl-refs csquotes css css-path curdir date
  date-meta defaultTiming description description-meta dir disableLayout display displaymath-css document-css
  documentclass duration dzslides-core epub-cover-image filecolor fontcolor fontenc fontfamilies fontfamily
  fontfamilyoptions fontsize fonttheme footer footer-html footertext fragmentInURL fragments geometry graphics
  group-position handout has-chapters has-frontmatter has-inline-math has-links has-strikeout has-tables
  has-verbatim hash hashOneBasedIndex header header-html header-includes headertext height help hideCursorTime
  hideInactiveCursor hidelinks highlighting-css highlighting-macros history html5 hyperrefoptions hyphenate ibooks
  identifier idprefix include-after include-before includesource indent indenting innertheme institute institution
  interfacetext interlinespace katex keyboard keywords lang layout lhs lineheight linestretch linkcolor
  linkcontrastcolor links links-as-notes linkstyle listings lof logo loop lot luatexjapresetoptions mainfont
  mainfontoptions margin margin-bottom margin-left margin-right margin-top math mathfont mathfontoptions mathjax
  mathjaxurl mathspec maxScale maxwidth medium meta-json microtypeoptions minScale mobileViewDistance
  monobackgroundcolor monofont monofontoptions mouseWheel multirow natbib natbiboptions navigation navigationMode
  nocite-ids number-sections numbering numbersections outertheme outputfile overview page-progression-direction
  pagenumbering pagestyle pagetitle pandoc-version papersize parallaxBackgroundHorizontal parallaxBackgroundImage
  parallaxBackgroundSize parallaxBackgroundVertical pause pdf-engine pdfa pdfaiccprofile pdfaintent plainnat
  pointsize preloadIframes previewLinks progress publisher quotes relation respondToHashChanges revealjs-url rights
  rtl s5-url sansfont sansfontoptions secnumdepth section section-titles showNotes showSlideNumber shuffle
  slideNumber slideous slideous-url slides slidy-url sourcefile strikeout styles stylesheet subject subscript
  subtitle table-of-contents tables thanks theme themeoptions title title-meta title-prefix title-slide-attributes
  titlegraphic titlepage titlepage-color toc toc-depth toc-title toccolor touch transition transitionSpeed type
  urlcolor urlstyle verbatim-in-note viewDistance whitespace width zero-width-non-joiner
`
  .trim()
  .split(/\s+/);
