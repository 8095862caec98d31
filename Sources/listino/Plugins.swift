import Notification
import PolicyModel
import Pricing

/// The plugins that are linked into this program.
enum Plugins {
  static let all: [Plugin] = [Pricing.plugin, Notification.plugin]
}
