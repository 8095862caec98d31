import Foundation
import Testing

/// Python's `email` package as an independent reader of what the maildrop writes.
enum MailReader {
  /// Reads every `<id>.eml` of a folder and compares it with `messages.json` there. Prints what differs.
  static let script = #"""
    import email, email.header, email.policy, json, os, re, sys

    CONTROLS = r'[\x00-\x1f\x7f-\x9f\u2028\u2029]'
    TURNING = r'[\u202a-\u202e\u2066-\u2069]'

    def one_line(text):
        return re.sub(' +', ' ', re.sub(CONTROLS + '|' + TURNING, ' ', text)).strip(' ')

    def body_of(paragraphs):
        text = '\n\n'.join(re.sub('\r\n|\r', '\n', text) for text in paragraphs) + '\n' * bool(paragraphs)
        return re.sub(r'(?![\n\t])' + CONTROLS, ' ', text)

    def differ(name, what, found, expected):
        if found != expected:
            print(f'{name}: {what} is {ascii(found)} instead of {ascii(expected)}')

    folder = sys.argv[1]
    with open(os.path.join(folder, 'messages.json'), encoding='utf-8') as file:
        messages = json.load(file)
    for wanted in messages:
        name = wanted['id']
        with open(os.path.join(folder, name + '.eml'), 'rb') as file:
            raw = file.read()
        read = email.message_from_bytes(raw, policy=email.policy.default)
        differ(name, 'list of headers', read.keys(), [
            'Date', 'From', 'To', 'Subject', 'Message-ID', 'Auto-Submitted', 'Content-Language', 'MIME-Version',
            'Content-Type', 'Content-Transfer-Encoding'])
        differ(name, 'defects', read.defects, [])
        for key, value in read.items():
            differ(name, 'defects of ' + key, list(value.defects), [])
        differ(name, 'bare line end', re.search(rb'(?<!\r)\n|\r(?!\n)', raw), None)
        differ(name, 'raw byte', re.search(rb'[^\r\n\x20-\x7e]', raw), None)
        differ(name, 'longest line', max(len(line) for line in raw.split(b'\r\n')) <= 78, True)
        differ(name, 'subject', read['Subject'], one_line(wanted['subject']))
        differ(name, 'Message-ID', read['Message-ID'], f'<{name}@listino.invalid>')
        differ(name, 'date', read['Date'].datetime.isoformat(), wanted['date'])
        differ(name, 'language', read['Content-Language'], wanted['language'])
        differ(name, 'type', read['Content-Type'], 'text/plain; charset="utf-8"')
        for key in ['from', 'to']:
            header = read[key]
            differ(name, 'number of addresses', len(header.addresses), 1)
            differ(name, key, header.addresses[0].addr_spec, wanted[key][1])
            wanted_name = one_line(wanted[key][0])
            found = header.addresses[0].display_name
            line = re.search(rb'(?ims)^' + key.encode() + rb': (.*?)\r\n(?! )', raw)[1].decode().replace('\r\n', '')
            phrase = line.rpartition(' <')[0]
            words = phrase.count('=?')
            # The package's newer part makes one blank of several in encoded words of names, whatever their kind, and
            # before Python 3.13 leaves the one between two words, which has to go (RFC 2047, 6.2). Its older part, which
            # does neither, knows no quotes.
            if words == 1:
                differ(name, 'name of ' + key, ' '.join(found.split()), ' '.join(wanted_name.split()))
            if words > 0:
                found = str(email.header.make_header(email.header.decode_header(phrase)))
            differ(name, 'name of ' + key, found, wanted_name)
        differ(name, 'body', read.get_content().replace('\r\n', '\n'), body_of(wanted['paragraphs']))
    print(f'{len(messages)} messages read')
    """#

  /// What Python prints about a folder.
  static func report(on folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
