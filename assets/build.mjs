// Makes the style sheets, the fonts and what the editor needs: `node assets/build.mjs OUT_DIR`. Called by tools/assets.py,
// which gives every file its content hash and puts it into the program.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const sass = require('sass')
const rtlcss = require('rtlcss')
const subsetFont = require('subset-font')

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, '..', 'node_modules')
const out = process.argv[2]
mkdirSync(out, { recursive: true })

const style = sass.compile(join(here, 'khaju.scss'), {
  style: 'compressed',
  charset: false,
  loadPaths: [join(modules, 'govuk-frontend', 'dist')],
  quietDeps: true
})
writeFileSync(join(out, 'khaju.css'), rtlcss.process(style.css, { autoRename: false }))

const characters = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('')

// Persian as ISIRI 6219 has it, Arabic letters that quotations bring, both sets of digits
const persian = ' «»–—…\u200c\u200d\u200e\u200f' + characters(0x60c, 0x60c) + '؛؟٪٫٬ـ﷼' +
  characters(0x621, 0x655) + characters(0x660, 0x669) + characters(0x670, 0x671) +
  'پچژکگیۀۂۃەھہے' + characters(0x6f0, 0x6f9)
const latin = characters(0x20, 0x7e) + characters(0xa0, 0xff) + '–—‘’“”•…←→↑↓−≤≥≈✓✗'

// joined forms of the letters, for the charts of PDFs
const joined = characters(0xfb56, 0xfbb1) + characters(0xfbfc, 0xfbff) +
  characters(0xfe80, 0xfefc)

const vazirmatn = join(modules, 'vazirmatn', 'fonts')
const variable = readFileSync(join(vazirmatn, 'webfonts', 'Vazirmatn[wght].woff2'))
const weights = { variationAxes: { wght: { min: 400, max: 800 } } }
const fonts = [
  ['vazirmatn.woff2', variable, persian, { targetFormat: 'woff2', ...weights }],
  ['vazirmatn-latin.woff2', variable, latin, { targetFormat: 'woff2', ...weights }],
  // for the document as PDF: WeasyPrint embeds one weight from one file
  ['vazirmatn-regular.ttf', readFileSync(join(vazirmatn, 'ttf', 'Vazirmatn-Regular.ttf')),
    persian + latin + joined, { targetFormat: 'truetype' }],
  ['vazirmatn-bold.ttf', readFileSync(join(vazirmatn, 'ttf', 'Vazirmatn-Bold.ttf')),
    persian + latin + joined, { targetFormat: 'truetype' }]
]
for (const [name, font, text, options] of fonts) {
  writeFileSync(join(out, name), await subsetFont(font, text, options))
}

// The editor of processes and decisions, for its page only: the packages' own files, unchanged but
// for the addresses of their fonts. Their licence wants the bpmn.io mark left visible.
const sheet = (folder, names) => names.map(name => readFileSync(join(folder, name), 'utf8')).join('\n')
const editors = [
  ['bpmn', ['diagram-js.css', 'bpmn-js.css']],
  ['dmn', ['diagram-js.css', 'dmn-js-shared.css', 'dmn-js-drd.css', 'dmn-js-decision-table.css',
    'dmn-js-decision-table-controls.css', 'dmn-js-literal-expression.css',
    'dmn-js-boxed-expression.css', 'dmn-js-boxed-expression-controls.css']]
]
for (const [kind, names] of editors) {
  const dist = join(modules, `${kind}-js`, 'dist')
  const font = join(dist, 'assets', `${kind}-font`)
  const face = `@font-face{font-family:"${kind}";src:url("asset:${kind}-font.woff2") format("woff2")}\n`
  const icons = readFileSync(join(font, 'css', `${kind}.css`), 'utf8').replace(/@font-face\s*{[^}]*}/, '')
  writeFileSync(join(out, `${kind}-modeler.css`), face + icons + sheet(join(dist, 'assets'), names))
  copyFileSync(join(dist, `${kind}-modeler.production.min.js`), join(out, `${kind}-modeler.js`))
  copyFileSync(join(font, 'font', `${kind}.woff2`), join(out, `${kind}-font.woff2`))
}
