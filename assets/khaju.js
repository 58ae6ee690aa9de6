// What a script may add; every page works without it.
'use strict'
;(function () {
  const persian = number => number.toLocaleString('fa-IR')

  // errors first: the summary takes the focus, as govuk-frontend does
  const summary = document.querySelector('.govuk-error-summary')
  if (summary) {
    summary.tabIndex = -1
    summary.focus()
  }

  // "print this page"
  document.querySelectorAll('[data-kh="print"]').forEach(button => {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  })

  // how much may still be written, said from four fifths on
  document.querySelectorAll('textarea[maxlength]').forEach(area => {
    const count = document.createElement('p')
    count.className = 'kh-count'
    count.setAttribute('aria-live', 'polite')
    area.after(count)
    const show = () => {
      const length = [...area.value].length
      count.textContent = length > area.maxLength * 0.8
        ? persian(length) + ' / ' + persian(area.maxLength) : ''
    }
    area.addEventListener('input', show)
    show()
  })

  // leaving a form with unsaved words asks first; sending it does not
  document.querySelectorAll('form[method="post"][data-kh="guard"]').forEach(form => {
    let changed = false
    form.addEventListener('input', () => { changed = true })
    form.addEventListener('submit', () => { changed = false })
    window.addEventListener('beforeunload', event => {
      if (changed) event.preventDefault()
    })
  })

  // a second press of the same button within a second is a slip of the finger
  document.addEventListener('submit', event => {
    const form = event.target
    const now = Date.now()
    if (form.khSent && now - form.khSent < 1000) event.preventDefault()
    form.khSent = now
  })
})()
