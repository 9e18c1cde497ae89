import { describe, expect, it } from 'vitest'
import { findInXml } from '../../../../worker/delivery/answers/find-in-xml.ts'
import { parseXml } from '../../../../worker/delivery/answers/xml-tree.ts'

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

describe('reading XML from outside promises that', () => {
  it.each([
    ['a text', '<r>one</r>'],
    ['a declaration and a byte order mark', '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<r>one</r>\n'],
    ['spaces before the declaration, which many servers send', '\n  <?xml version="1.0"?><r>one</r>'],
    ['a name space', '<x:r xmlns:x="urn:x">one</x:r>'],
    ['a prefix that nobody declared', '<x:r>one</x:r>'],
    ['a comment and CDATA', '<r><!-- two --><![CDATA[one]]></r>'],
    ['an entity', '<r>&#111;ne</r>'],
  ])('%s is read', (_what, xml) => {
    expect(parseXml(xml)).toMatchObject({ name: 'r', text: 'one' })
  })

  it.each([
    ['a DOCTYPE', '<!DOCTYPE r><r/>'],
    ['a billion laughs', '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'],
    ['a file from outside', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    ['a document type by address', '<!DOCTYPE r SYSTEM "https://example.com/r.dtd"><r/>'],
    ['an entity that nobody declared', '<r>&nbsp;</r>'],
    ['tags that do not close', '<r><a></r>'],
    ['tags that close in another order', '<r><a><b></a></b></r>'],
    ['an attribute twice', '<r a="1" a="2"/>'],
    ['two roots', '<r/><r/>'],
    ['text after it', '<r/>more'],
    ['HTML as it is usually written', '<html><br><p>Sorry</html>'],
    ['nothing', ''],
    ['plain text', 'OK'],
    ['a NUL', '<r>\u0000</r>'],
    ['33 levels', nested(33)],
    ['2,001 elements', `<r>${'<a/>'.repeat(2000)}</r>`],
    ['2,001 attributes and elements', `<r ${Array.from({ length: 2000 }, (_, i) => `a${i}=""`).join(' ')}/>`],
    ['more than 256 KB', `<r>${'x'.repeat(256 * 1024)}</r>`],
    ['more than 256 KB in bytes', `<r>${'€'.repeat(100 * 1024)}</r>`],
    ['an opening that never ends', '<'.repeat(10_000)],
  ])('%s is refused, without a fault', (_what, xml) => {
    expect(parseXml(xml)).toBeNull()
  })

  it('32 levels and 2,000 elements are fine', () => {
    expect(parseXml(nested(32))).not.toBeNull()
    expect(parseXml(`<r>${'<a/>'.repeat(1999)}</r>`)).not.toBeNull()
  })

  it('an attribute or element with the name of something that every object has is just that', () => {
    const root = parseXml('<constructor __proto__="x"><toString>1</toString></constructor>')!
    expect(findInXml(root, '/constructor/toString')).toEqual(['1'])
    expect(findInXml(root, '/constructor/@valueOf')).toEqual([])
    expect(findInXml(root, '/constructor/@__proto__')).toEqual(['x'])
  })
})

describe('a path promises that', () => {
  const root = parseXml('<r v="1"><s> a </s><t><s k="2">b</s><s>c</s></t><u/></r>')!

  it.each([
    ['/r/s', ['a']],
    ['/r/t/s', ['b', 'c']],
    ['//s', ['a', 'b', 'c']],
    ['//t/s', ['b', 'c']],
    ['//s/@k', ['2']],
    ['/r/@v', ['1']],
    ['/r/u', ['']],
    ['/s', []],
    ['/r/x', []],
    ['//r/t', ['bc']],
  ])('%s finds %j', (path, found) => {
    expect(findInXml(root, path)).toEqual(found)
  })
})
