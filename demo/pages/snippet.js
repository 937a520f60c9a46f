// Puts the address at which readers find this server into the lines to paste, and copies them.
const code = document.querySelector('.paste pre code');
const button = document.querySelector('.paste button');

/** Where the feed says that readers find it; where it does not, they found it here. */
async function siteOf() {
  try {
    const { site } = await (await fetch('v1/index.json')).json();
    if (site !== undefined) return site;
  } catch {
    // The feed is not there yet: the address of this page is right all the same.
  }
  return new URL('.', location.href).href;
}

code.textContent = code.textContent.replace('https://weather.example.com/', await siteOf());
button.hidden = navigator.clipboard === undefined;
button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(code.textContent);
  button.textContent = '복사했습니다';
});
