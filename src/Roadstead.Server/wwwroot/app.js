// Small helps on top of pages that work without them. No framework; htmx does the fragments.
(() => {
  const closest = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;

  // The proof that a request came from our own page, for requests that are no plain form.
  document.addEventListener('htmx:config:request', event => {
    const token = document.querySelector('meta[name="antiforgery"]');
    const { request } = event.detail.ctx;
    if (token && request.method !== 'GET') request.headers[token.dataset.header] = token.content;
  });

  // Nobody looks at a page in the background: what asks again and again rests until it is seen.
  document.addEventListener('htmx:config:request', event => {
    const { sourceEvent, sourceElement } = event.detail.ctx;
    if (sourceEvent?.type !== 'every') return;
    // Nor is a list drawn anew under somebody who is choosing rows of it.
    if (document.hidden || sourceElement.querySelector('[data-choose-row]:checked')) event.preventDefault();
  });

  // One box for all rows of a list.
  document.addEventListener('change', event => {
    const all = closest(event, '[data-choose-all]');
    const rows = (all ?? closest(event, '[data-choose-row]'))?.closest('form');
    if (!rows) return;
    const boxes = [...rows.querySelectorAll('[data-choose-row]')];
    if (all) boxes.forEach(box => { box.checked = all.checked; });
    const whole = rows.querySelector('[data-choose-all]');
    const chosen = boxes.filter(box => box.checked).length;
    whole.checked = chosen === boxes.length;
    whole.indeterminate = chosen > 0 && chosen < boxes.length;
  });

  // No answer at all: the server's own words cannot come, so the page says it.
  document.addEventListener('htmx:error', event => {
    if (event.detail.ctx) notice(document.querySelector('#no-answer'));
  });

  const notice = template => {
    const area = document.querySelector('#notices');
    if (template && area && !area.querySelector('[data-notice="no-answer"]')) area.append(template.content.cloneNode(true));
  };

  document.addEventListener('click', event => {
    const toggle = closest(event, '[data-toggle]');
    if (toggle) {
      const shown = document.querySelector(toggle.dataset.toggle).classList.toggle('show');
      toggle.setAttribute('aria-expanded', String(shown));
    }

    const dismiss = closest(event, '[data-dismiss]');
    if (dismiss) dismiss.closest(dismiss.dataset.dismiss)?.remove();

    const copy = closest(event, '[data-copy]');
    if (copy) copyText(copy);

    const close = closest(event, '[data-close-dialog]');
    const dialog = close?.closest('dialog');
    if (dialog) {
      event.preventDefault();
      dialog.close();
    }

    // Menus close when something else is clicked.
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
    // A hint can be sent away without leaving what it belongs to.
    document.activeElement?.closest('.has-tip')?.classList.add('tip-off');
  });
  document.addEventListener('focusout', event => closest(event, '.has-tip')?.classList.remove('tip-off'));

  // Towards the right edge there is no room for a hint: it opens to the other side.
  const widestTip = 340;
  const turnTip = event => {
    const owner = closest(event, '.has-tip');
    owner?.classList.toggle('tip-end', owner.getBoundingClientRect().left + widestTip > innerWidth);
  };
  document.addEventListener('pointerover', turnTip);
  document.addEventListener('focusin', turnTip);

  // Dialogs that came as a fragment open by themselves and go when closed.
  document.addEventListener('htmx:after:swap', () => {
    awaitNames();
    for (const dialog of document.querySelectorAll('#dialogs dialog:not([open])')) {
      dialog.addEventListener('close', () => {
        dialog.remove();
        // What is under it shows what was changed in it.
        if (dialog.dataset.changed) document.body.dispatchEvent(new CustomEvent('dialog-changed'));
      });
      dialog.showModal();
    }
  });

  // Arrow keys go through what can be picked, from the field that searches it.
  document.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const picks = step && closest(event, '[data-picks]');
    if (!picks || event.target.matches('select, [type="radio"]')) return;
    const stops = [...picks.querySelectorAll('[data-pick-search], [data-pick]')];
    const next = stops[stops.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // A choice goes into the form that asked for it. On a page of its own it is a link to that form.
  document.addEventListener('click', event => {
    const chosen = closest(event, '[data-choose]');
    const field = chosen?.closest('dialog') && document.querySelector('#field-image');
    if (!field) return;
    event.preventDefault();
    field.value = chosen.dataset.choose;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    const name = document.querySelector('#field-name');
    if (name && !name.value) name.value = chosen.dataset.chooseName;
    chosen.closest('dialog').close();
    field.focus();
  });

  // Destructive buttons wait until the name is typed. The server checks it again.
  const awaitName = field => {
    field.form.querySelector('[type="submit"]').disabled = field.value !== field.dataset.confirmName;
  };
  const awaitNames = () => document.querySelectorAll('[data-confirm-name]').forEach(awaitName);
  document.addEventListener('input', event => {
    const field = closest(event, '[data-confirm-name]');
    if (field) awaitName(field);
  });
  awaitNames();

  // A long form in steps. Each has an address, so that back works; nobody gets past a step in which something is wrong.
  const steps = form => [...form.querySelectorAll('[data-step]')];
  const wrong = step => [...step.querySelectorAll('input, select, textarea')].find(field => field.offsetParent && !field.checkValidity());
  const shownStep = form => steps(form).findIndex(step => !step.hidden);
  const showStep = (form, index) => {
    steps(form).forEach((step, i) => { step.hidden = i !== index; });
    form.querySelectorAll('.stepper a').forEach((link, i) => i === index ? link.setAttribute('aria-current', 'step') : link.removeAttribute('aria-current'));
  };
  const goToStep = (form, wanted, isNews = true) => {
    for (let i = shownStep(form); i < wanted; i++) {
      showStep(form, i);
      const field = wrong(steps(form)[i]);
      if (field) {
        history.replaceState(null, '', `#${steps(form)[i].dataset.step}`);
        field.reportValidity();
        return;
      }
    }
    showStep(form, wanted);
    const { step } = steps(form)[wanted].dataset;
    if (isNews && location.hash !== `#${step}`) history.pushState(null, '', `#${step}`);
    form.querySelector(`#${step}`).focus();
  };
  for (const form of document.querySelectorAll('form[data-steps]')) {
    form.noValidate = true; // the browser would stumble over fields that are out of sight
    showStep(form, Number(form.dataset.steps));
    form.addEventListener('submit', event => {
      const [all, index] = [steps(form), shownStep(form)];
      if (index < all.length - 1) {
        event.preventDefault();
        goToStep(form, index + 1);
        return;
      }
      const field = wrong(all[index]);
      if (field) {
        event.preventDefault();
        field.reportValidity();
      }
    });
    form.addEventListener('click', event => {
      const by = closest(event, '[data-step-by]');
      const link = closest(event, '.stepper a');
      if (link) event.preventDefault();
      if (by) goToStep(form, shownStep(form) + Number(by.dataset.stepBy));
      else if (link) goToStep(form, steps(form).findIndex(step => `#${step.dataset.step}` === link.hash));
    });
    addEventListener('popstate', () => goToStep(form, Math.max(0, steps(form).findIndex(step => `#${step.dataset.step}` === location.hash)), false));
  }

  // The colours change at once; the form only keeps the choice.
  document.addEventListener('submit', event => {
    const form = closest(event, '.theme-switch');
    const value = event.submitter?.value;
    if (!form || !value) return;
    event.preventDefault();
    document.documentElement.dataset.themeChoice = value;
    document.documentElement.dispatchEvent(new Event('theme-choice'));
    for (const button of form.querySelectorAll('button')) {
      button.classList.toggle('active', button === event.submitter);
      button.setAttribute('aria-pressed', String(button === event.submitter));
    }
    const body = new URLSearchParams(new FormData(form));
    body.set('theme', value);
    fetch(form.action, { method: 'POST', body, redirect: 'manual' });
  });

  async function copyText(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // Without https there is no clipboard: the text is marked, ready to be copied by hand.
      getSelection().selectAllChildren(button.closest('.copyable') ?? button);
      return;
    }
    button.classList.add('copied');
    button.setAttribute('aria-label', button.dataset.done);
    setTimeout(() => {
      button.classList.remove('copied');
      button.setAttribute('aria-label', button.dataset.label);
    }, 2000);
  }
})();
