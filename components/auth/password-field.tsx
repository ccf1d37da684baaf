'use client'
import { ArrowBigUpDash, Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { TextField, type TextFieldProps } from '@/components/ui/text-field'

/** A password: can be shown, and says when caps lock is on. */
export function PasswordField({ description, ...props }: Omit<TextFieldProps, 'type' | 'suffix' | 'inputRef'>) {
  const t = useTranslations('common.field')
  const words = useTranslations('auth')
  const [isShown, setShown] = useState(false)
  const [isCapsLock, setCapsLock] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens along with the field inside
    <div
      onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
      onBlur={() => setCapsLock(false)}
      className={props.className}
    >
      <TextField
        {...props}
        className="w-full"
        inputRef={input}
        type={isShown ? 'text' : 'password'}
        description={
          isCapsLock ? (
            <span role="status" className="flex items-center gap-1 text-running-fg">
              <ArrowBigUpDash aria-hidden className="size-4" />
              {words('capsLock')}
            </span>
          ) : (
            description
          )
        }
        suffix={
          <IconButton
            label={isShown ? t('hidePassword') : t('showPassword')}
            size="sm"
            className="-mr-1.5 text-ink-faint"
            onPress={() => {
              setShown(!isShown)
              input.current?.focus()
            }}
          >
            {isShown ? <EyeOff /> : <Eye />}
          </IconButton>
        }
      />
    </div>
  )
}
