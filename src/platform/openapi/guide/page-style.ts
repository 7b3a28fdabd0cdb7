/** The look of the documentation pages, in the reader's light or dark, on a phone as well. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f6f7f9;--text:#1c2430;--quiet:#5a6675;--line:#d9dee5;--accent:#0b62c4;--get:#0b62c4;--post:#157347;--put:#946200;--delete:#b3261e;--mark:#fff3cd}
@media (prefers-color-scheme:dark){:root{--ground:#14181f;--raised:#1d232c;--text:#e4e9f0;--quiet:#9aa6b5;--line:#343d4a;--accent:#7db4ff;--get:#7db4ff;--post:#6fd19a;--put:#e6b85c;--delete:#ff8f86;--mark:#4a3f14}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;font:16px/1.65 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif;background:var(--ground);color:var(--text)}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font:.875em/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
p code,li code,dd code{background:var(--raised);padding:.1em .3em;border-radius:4px;overflow-wrap:anywhere}
.page{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:2.5rem;max-width:80rem;margin:0 auto;padding:0 1.5rem}
.page>nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1.5rem 0;font-size:.9rem}
.page>nav ul{list-style:none;margin:0;padding:0}
.page>nav ul ul{padding-left:.9rem}
.page>nav a{display:block;padding:.2rem 0;color:inherit;text-decoration:none}
.page>nav a:hover{text-decoration:underline}
header.top{padding:1.75rem 0 .5rem;border-bottom:1px solid var(--line)}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1.4rem;margin:2.75rem 0 .75rem;padding-top:.5rem}
h3{font-size:1.15rem;margin:2rem 0 .5rem;padding-top:.25rem;border-top:1px solid var(--line)}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
.when{margin:.1rem 0 .6rem;color:var(--quiet);font-size:.9rem}
.when b{font-weight:600;margin-right:.25rem}
details{margin:.5rem 0}
summary{cursor:pointer}
.request,.convention{border:1px solid var(--line);border-radius:8px;background:var(--ground)}
.request>summary,.convention>summary{padding:.55rem .8rem}
.convention>summary{font-weight:600}
.request[open]>summary,.convention[open]>summary{border-bottom:1px solid var(--line)}
.request>:not(summary),.convention>:not(summary){margin:.6rem .8rem}
.request>summary code{overflow-wrap:anywhere}
.request>summary span:last-child{color:var(--quiet);margin-left:.25rem}
.method{display:inline-block;min-width:3.6rem;font:600 .75rem/1.6 ui-monospace,Menlo,Consolas,monospace;color:var(--get)}
.method.post{color:var(--post)}.method.put,.method.patch{color:var(--put)}.method.delete{color:var(--delete)}
pre{margin:0;padding:.75rem .9rem;overflow:auto;max-height:36rem;background:var(--raised);border-radius:6px;tab-size:2}
.snippet{position:relative}
.snippet .copy{position:absolute;top:.4rem;right:.4rem}
button{font:inherit;font-size:.85rem;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:.2rem .7rem;cursor:pointer}
button:hover{border-color:var(--accent)}
.languages{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .6rem;border:0;margin:0;padding:.5rem 0;position:sticky;top:0;z-index:1;background:var(--ground)}
.languages legend{float:left;margin-right:.5rem;padding:0;color:var(--quiet)}
.languages label{margin-right:.75rem}
.languages button{margin-left:auto}
#steps [id]{scroll-margin-top:4rem}
#steps:has(#as-curl:checked) .snippet.fetch,#steps:has(#as-fetch:checked) .snippet.curl{display:none}
.variables,.problems ul{padding-left:1.2rem;font-size:.9rem}
.more,.answer{font-size:.9rem}
.search{display:flex;flex-wrap:wrap;gap:.3rem .75rem;align-items:baseline;margin:.75rem 0}
.search[hidden]{display:none}
.search input{flex:1 1 14rem;min-width:0;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:.4rem .6rem}
.search output{color:var(--quiet);font-size:.9rem}
.legend dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0;font-size:.9rem}
.legend dt{font-weight:600}.legend dd{margin:0}
.codes{width:100%;border-collapse:collapse;font-size:.9rem}
.codes th,.codes td{padding:.5rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
.codes thead th{font-weight:600;color:var(--quiet);white-space:nowrap}
.codes tbody th{font-weight:400;width:28%}
.codes tbody th code{background:none;padding:0}
.codes td:last-child{width:14rem}
.codes small{display:block;color:var(--quiet)}
.codes td code{margin-right:.4rem}
.codes details{margin:0}
.status,.showing{display:inline-block;font-size:.8rem;line-height:1.5;border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;color:var(--quiet)}
.showing{margin-right:.5rem}
.codes#field-table td{width:auto}
.codes tr:target{background:var(--mark)}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;z-index:2;background:var(--ground);padding:.5rem}
#api{border-top:1px solid var(--line);margin-top:3rem}
#api h2,#api>p{max-width:80rem;margin-left:auto;margin-right:auto;padding-left:1.5rem;padding-right:1.5rem}
@media (max-width:60rem){
.page{display:block;padding:0 1rem}
.page>nav{position:static;max-height:none;padding:.75rem 0;border-bottom:1px solid var(--line)}
.page>nav summary{font-weight:600}
header.top{padding-top:1.25rem}
h1{font-size:1.4rem}
.codes,.codes tbody,.codes tr,.codes th,.codes td{display:block;width:auto}
.codes thead{display:none}
.codes tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
.codes th,.codes td{border:0;padding:.1rem 0}
.codes td[data-label]::before{content:attr(data-label) "：";color:var(--quiet)}
.codes tbody th code{font-weight:600}
.codes td details{display:inline-block;vertical-align:top}
.request>summary span:last-child{display:block;margin:.1rem 0 0}
.snippet .copy{position:static;display:block;margin:0 0 .3rem auto}
.snippet .copy[hidden]{display:none}
.languages legend{position:absolute;left:-999rem}
#api h2,#api>p{padding-left:1rem;padding-right:1rem}
}
@media print{.page>nav,.copy,.search,#api{display:none!important}}
`;
