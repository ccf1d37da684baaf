import {
  ClipboardCheck,
  Droplet,
  Flame,
  Hammer,
  House,
  type LucideIcon,
  PackagePlus,
  Phone,
  Snowflake,
  Sun,
  TriangleAlert,
  Wrench,
  Zap,
} from 'lucide-react'

const icons: Record<string, LucideIcon> = {
  wrench: Wrench,
  'triangle-alert': TriangleAlert,
  'package-plus': PackagePlus,
  'clipboard-check': ClipboardCheck,
  flame: Flame,
  droplet: Droplet,
  zap: Zap,
  snowflake: Snowflake,
  sun: Sun,
  house: House,
  hammer: Hammer,
  phone: Phone,
}
export const orderTypeIcons = Object.keys(icons)

/** The picture a company chose for an order type. */
export function OrderTypeIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? Wrench
  return <Icon aria-hidden />
}
