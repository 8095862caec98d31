/// How long a test waits for an event before it fails. Tests wait for events and never for a time, so only one that fails
/// waits so long, and a computer that is busy with other things fails none.
package enum TestLimit {
  package static let seconds = 240
}
