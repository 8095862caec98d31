import Diagnostics
import PolicyEngine
package import PolicyModel

/// An order as JSON in a file: `{"action":"new","lines":[{"licences":10},{"licences":3}]}`.
package enum OrderDocument {
  /// Reads an order.
  ///
  /// - Returns: The order, or what is wrong with the text.
  package static func reading(_ text: String, name: String) -> Result<Order, FileProblem> {
    let document: JSON
    do throws(JSONError) {
      document = try JSON.parse(text)
    } catch {
      return .failure(FileProblem("\(Display.harmless(name)): \(error)", ExitStatus.data))
    }
    do throws(OrderDocumentProblem) {
      return .success(try Order(document: document))
    } catch {
      return .failure(FileProblem("\(Display.harmless(name)): \(error.text)", ExitStatus.data))
    }
  }
}
