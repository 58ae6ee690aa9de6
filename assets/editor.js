// The editor of a process (bpmn-js) or a decision (dmn-js): loads the XML, lets people note what
// matters to the province on the selected element, and sends the form of a new version. Words come
// with the page; those of the packages from editor_words.js.
'use strict'
;(function () {
  const root = document.getElementById('kh-editor')
  const form = document.getElementById('kh-save')
  if (!root || !form) return
  const kind = root.dataset.kind
  const say = name => root.querySelector(`[data-say="${name}"]`).textContent
  const problem = document.getElementById('kh-problem')
  let changed = false
  let modeler

  // ---- what stands in the file and the packages do not know ----

  const namespaceUri = 'urn:khaju:process:1'
  const text = names => names.map(name => ({ name, isAttr: true, type: 'String' }))
  const type = (name, attributes) => ({ name, superClass: ['Element'], properties: text(attributes) })
  const descriptor = {
    name: 'Khaju',
    prefix: 'khaju',
    uri: namespaceUri,
    xml: { tagAlias: 'lowerCase' },
    types: [
      type('Visit', ['reason', 'clause']), type('Document', ['name']),
      type('Time', ['best', 'probable', 'worst']), type('Agency', ['code', 'name']),
      type('Share', ['percent']), type('Input', ['name', 'value']),
      type('Output', ['name', 'value']), type('Decision', ['name', 'result'])
    ]
  }
  const words = {
    translate: ['value', (template, values) =>
      (window.khEditorWords[template] || template)
        .replace(/{([^}]+)}/g, (all, key) => (values && key in values ? values[key] : all))]
  }

  function tell (message, isError) {
    problem.hidden = !message
    problem.textContent = message || ''
    problem.className = isError ? 'govuk-error-message' : 'govuk-inset-text'
  }

  // ---- the panel beside a process ----

  const panel = document.getElementById('kh-panel')
  const field = name => panel.querySelector(`[name="${name}"]`)
  const group = name => panel.querySelector(`[data-group="${name}"]`)
  let selected = null

  const notes = (element, name) => {
    const extensions = element.businessObject.extensionElements
    return ((extensions && extensions.values) || []).filter(value => value.$type === `khaju:${name}`)
  }

  // Replaces all notes of one kind; one step that can be undone.
  function note (element, name, list) {
    const moddle = modeler.get('moddle')
    const owner = element.businessObject
    const kept = ((owner.extensionElements && owner.extensionElements.values) || [])
      .filter(value => value.$type !== `khaju:${name}`)
    const values = kept.concat(list.map(attributes => moddle.create(`khaju:${name}`, attributes)))
    const extensions = moddle.create('bpmn:ExtensionElements', { values })
    values.forEach(value => { value.$parent = extensions })
    extensions.$parent = owner
    modeler.get('modeling').updateProperties(element,
      { extensionElements: values.length ? extensions : undefined })
  }

  const given = attributes => Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== '' && value !== undefined))

  // A duration as people say it: a number and one unit. Others are shown as they are written.
  const units = [['D', 86400], ['H', 3600], ['M', 60]]
  function durationRead (written) {
    const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(written || '')
    if (!parts || !(parts[1] || parts[2] || parts[3])) return null
    const seconds = (parts[1] || 0) * 86400 + (parts[2] || 0) * 3600 + (parts[3] || 0) * 60
    const [unit, size] = units.find(([, size]) => seconds % size === 0) || units[2]
    return { number: seconds / size, unit }
  }
  const durationWrite = (number, unit) => unit === 'D' ? `P${number}D` : `PT${number}${unit}`
  const latin = typed => typed.replace(/[۰-۹]/g, digit => '۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))
    .replace(/[٠-٩]/g, digit => '٠١٢٣٤٥٦٧٨٩'.indexOf(digit)).replace('٫', '.').trim()
  const paths = ['best', 'probable', 'worst']

  function timeShow (element) {
    const time = notes(element, 'Time')[0] || {}
    paths.forEach(path => {
      const read = durationRead(time[path])
      field(`${path}_number`).value = read ? read.number : time[path] || ''
      field(`${path}_unit`).value = read ? read.unit : 'D'
    })
  }

  function timeKeep () {
    const time = {}
    for (const path of paths) {
      const typed = latin(field(`${path}_number`).value)
      const whole = /^\d+$/.test(typed)
      const bad = typed && !whole && !/^P/.test(typed)
      field(`${path}_number`).setAttribute('aria-invalid', String(Boolean(bad)))
      if (bad) { tell(say('number'), true); return }
      time[path] = whole ? durationWrite(typed, field(`${path}_unit`).value) : typed
    }
    tell('')
    const some = given(time)
    note(selected, 'Time', Object.keys(some).length ? [some] : [])
  }

  const keepers = {
    visit () {
      const visit = field('visit').checked
      group('reason').hidden = !visit
      note(selected, 'Visit', visit
        ? [given({ reason: field('reason').value, clause: field('clause').value.trim() })] : [])
    },
    documents () {
      note(selected, 'Document', field('documents').value.split('\n').map(line => line.trim())
        .filter(Boolean).map(name => ({ name })))
    },
    time: timeKeep,
    agency () {
      const agency = given({ code: field('agency_code').value.trim(), name: field('agency_name').value.trim() })
      note(selected, 'Agency', Object.keys(agency).length ? [agency] : [])
    },
    decision () {
      const name = field('decision').value.trim()
      note(selected, 'Decision', name ? [given({ name, result: field('result').value.trim() })] : [])
    },
    share () {
      const percent = latin(field('share').value)
      const bad = percent && !(/^\d+(\.\d+)?$/.test(percent) && Number(percent) <= 100)
      field('share').setAttribute('aria-invalid', String(Boolean(bad)))
      tell(bad ? say('percent') : '', bad)
      if (!bad) note(selected, 'Share', percent ? [{ percent }] : [])
    }
  }

  function show (element) {
    const owner = element && element.businessObject
    const is = name => owner && typeof owner.$instanceOf === 'function' && owner.$instanceOf(name)
    const activity = is('bpmn:Activity')
    const shown = {
      activity,
      time: activity || is('bpmn:CatchEvent'),
      agency: activity || is('bpmn:Participant') || is('bpmn:Lane') || is('bpmn:Process'),
      decision: is('bpmn:BusinessRuleTask'),
      share: is('bpmn:SequenceFlow')
    }
    selected = Object.values(shown).some(Boolean) ? element : null
    panel.querySelector('[data-name]').textContent = selected ? owner.name || owner.id : ''
    group('nothing').hidden = Boolean(selected)
    Object.entries(shown).forEach(([name, is]) => { group(name).hidden = !is })
    if (!selected) return
    const visit = notes(element, 'Visit')[0]
    const agency = notes(element, 'Agency')[0] || {}
    field('visit').checked = Boolean(visit)
    group('reason').hidden = !visit
    field('reason').value = (visit && visit.reason) || 'unknown'
    field('clause').value = (visit && visit.clause) || ''
    field('documents').value = notes(element, 'Document').map(one => one.name).join('\n')
    field('agency_code').value = agency.code || ''
    field('agency_name').value = agency.name || ''
    const asked = notes(element, 'Decision')[0] || {}
    field('decision').value = asked.name || ''
    field('result').value = asked.result || ''
    field('share').value = (notes(element, 'Share')[0] || {}).percent || ''
    timeShow(element)
  }

  // visits are seen on the canvas too
  function mark (element) {
    const overlays = modeler.get('overlays')
    overlays.remove({ element, type: 'kh-visit' })
    if (element.labelTarget || !element.businessObject || !notes(element, 'Visit').length) return
    const badge = document.createElement('span')
    badge.className = 'kh-editor__visit'
    badge.textContent = say('visit')
    overlays.add(element, 'kh-visit', { position: { top: -14, left: 0 }, html: badge })
  }

  function process () {
    modeler = new window.BpmnJS({
      container: '#kh-canvas', additionalModules: [words], moddleExtensions: { khaju: descriptor }
    })
    const first = changes => changes.newSelection.length === 1 ? changes.newSelection[0] : null
    const target = element => element && (element.labelTarget || element)
    modeler.on('selection.changed', changes =>
      show(target(first(changes)) || modeler.get('canvas').getRootElement()))
    modeler.on('commandStack.changed', () => { changed = true; tell('') })
    modeler.on('elements.changed', ({ elements }) => elements.forEach(element => {
      if (modeler.get('elementRegistry').get(element.id)) mark(element)
    }))
    modeler.on('import.done', () => modeler.get('elementRegistry').forEach(mark))
    panel.addEventListener('change', event => {
      const keeper = event.target.closest('[data-keep]')
      if (selected && keeper) keepers[keeper.dataset.keep]()
    })
    panel.addEventListener('submit', event => event.preventDefault())
  }

  // ---- a decision has several views ----

  const views = document.getElementById('kh-views')
  function viewsShow () {
    views.replaceChildren(...modeler.getViews().map(view => {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'kh-link-button'
      button.textContent = view.type === 'drd' ? say('graph') : view.name || view.id
      if (modeler.getActiveView() === view) button.setAttribute('aria-current', 'true')
      button.addEventListener('click', () => modeler.open(view))
      return button
    }))
  }

  function decision () {
    const local = { additionalModules: [words] }
    modeler = new window.DmnJS({
      container: '#kh-canvas', drd: local, decisionTable: local, literalExpression: local,
      boxedExpression: local
    })
    modeler.on('views.changed', viewsShow)
    modeler.on('viewer.created', ({ viewer }) => {
      viewer.on('commandStack.changed', () => { changed = true; tell('') })
      viewer.on('elements.changed', () => { changed = true })
    })
  }

  // dmn-js speaks DMN 1.3. What later versions added would be lost, so such a file is not opened.
  const dmn13 = 'https://www.omg.org/spec/DMN/20191111/'
  function asDmn13 (xml) {
    const found = /https?:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})\/(MODEL\/|dmn\.xsd)/.exec(xml)
    if (!found || found[1] === '20191111') return xml
    if (found[1] > '20191111' && /<(\w+:)?(conditional|for|some|every|filter)[\s>]/.test(xml)) {
      throw new Error(say('newer'))
    }
    return xml.replaceAll(found[0], `${dmn13}MODEL/`)
      .replace(/https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\//g, `${dmn13}DMNDI/`)
  }
  const emptyDmn = name => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${dmn13}MODEL/" xmlns:dmndi="${dmn13}DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="definitions" name="" namespace="urn:khaju:decisions">
  <decision id="decision_1" name="${name}"><variable id="variable_1" name="${name}"/><decisionTable id="table_1"><input id="input_1"><inputExpression id="expression_1" typeRef="string"><text></text></inputExpression></input><output id="output_1" typeRef="string"/></decisionTable></decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="diagram_1"><dmndi:DMNShape id="shape_1" dmnElementRef="decision_1"><dc:Bounds x="320" y="160" width="180" height="80"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>`

  // ---- loading, saving ----

  async function load () {
    const address = root.dataset.xml
    let result
    if (!address) {
      result = kind === 'process' ? await modeler.createDiagram() : await modeler.importXML(emptyDmn(say('decision')))
    } else {
      const answer = await fetch(address)
      if (!answer.ok) throw new Error(say('unreachable'))
      const xml = await answer.text()
      result = await modeler.importXML(kind === 'process' ? xml : asDmn13(xml))
    }
    if (kind === 'process') {
      const canvas = modeler.get('canvas')
      canvas.zoom(Math.min(1, canvas.zoom('fit-viewport') * 0.88), 'auto')
      canvas.scroll({ dx: 50, dy: 0 }) // clear of the palette
      show(modeler.get('canvas').getRootElement())
    } else {
      viewsShow()
    }
    changed = false
    root.dataset.ready = 'yes'
    if (result && result.warnings && result.warnings.length) {
      tell(`${say('lost')} ${result.warnings.slice(0, 5).map(warning => warning.message).join(' – ')}`)
    }
  }

  const drawn = async () => {
    const { xml } = await modeler.saveXML({ format: true })
    return new File([xml], root.dataset.file, { type: 'application/xml' })
  }

  function refused (page) {
    const summary = page.querySelector('.govuk-error-summary')
    const stands = page.querySelector('input[name="stands_on"]')
    const token = page.querySelector('form#kh-save input[name="csrf"], main input[name="csrf"]')
    document.querySelectorAll('main > .govuk-error-summary').forEach(old => old.remove())
    if (stands && form.elements.stands_on) form.elements.stands_on.value = stands.value
    if (token) form.elements.csrf.value = token.value
    if (!summary) { tell(say('not-saved'), true); return }
    document.querySelector('main').prepend(summary)
    summary.tabIndex = -1
    summary.focus()
  }

  async function save (event) {
    event.preventDefault()
    const button = form.querySelector('button[type="submit"]')
    button.disabled = true
    tell(say('saving'))
    try {
      const data = new FormData(form)
      data.set('file', await drawn())
      const answer = await fetch(form.action, { method: 'POST', body: data })
      if (/^\/desk\/models\/[^/]+\/versions\/\d+$/.test(new URL(answer.url).pathname)) {
        changed = false
        location.assign(answer.url)
        return
      }
      tell('')
      refused(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch (error) {
      tell(`${say('not-saved')} ${error.message}`, true)
    }
    button.disabled = false
  }

  async function download () {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await drawn())
    link.download = root.dataset.file
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
  }

  document.getElementById('kh-unscripted').hidden = true
  root.hidden = false
  form.hidden = false
  document.getElementById('kh-download').addEventListener('click', download)
  form.addEventListener('submit', save)
  window.addEventListener('beforeunload', event => { if (changed) event.preventDefault() })
  if (kind === 'process') process(); else decision()
  load().catch(error => {
    form.hidden = true
    tell(`${say('unreadable')} ${error.message}`, true)
    root.dataset.ready = 'failed'
  })
})()
