import { chromium } from '@playwright/test';
import { serve } from '/work/main/scripts/serve.mjs';
const [q,name,...ws]=process.argv.slice(2);
const s=await serve({dist:'/work/main/dist',dataRoots:['/work/main/public/data'],port:0});
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--disable-gpu','--disable-3d-apis']});
for(const w of ws){const p=await b.newPage({viewport:{width:+w,height:900}}); const errs=[]; p.on('console',m=>m.type()==='error'&&errs.push(m.text())); p.on('pageerror',e=>errs.push(String(e)));
await p.goto(s.url+'/'+q); await p.waitForTimeout(1500); await p.waitForSelector('main[data-ready="true"]',{timeout:60000}); await p.waitForTimeout(500);
await p.screenshot({path:`/tmp/m/${name}-${w}.png`,fullPage:true}); console.log(w,errs.join('\n')); await p.close();}
await b.close(); await s.close(); process.exit(0);
