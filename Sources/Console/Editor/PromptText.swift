import CLibeditShim

/// A prompt as an editor draws it: one row of characters of one cell each.
struct PromptText: Equatable {
  let scalars: [Unicode.Scalar]

  /// Drops control, zero-width and double-width characters: where libedit draws, it miscounts them.
  init(_ text: String) {
    scalars = Array(text.unicodeScalars).filter { scalar in
      var cells: Int32 = 0
      return shim_shape_of(wchar_t(bitPattern: scalar.value), &cells) == SHIM_PRINTED && cells == 1
    }
  }

  /// For libedit, with a final NUL.
  var wide: [wchar_t] {
    scalars.map { wchar_t(bitPattern: $0.value) } + [0]
  }
}
